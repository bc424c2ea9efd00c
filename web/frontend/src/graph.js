// The relationship view. The server draws every state and says how it looks; here its tables become a picture,
// its buttons and links are followed without leaving the page, and what is chosen stands out in both.
import {install as installAddress} from './graph/address.js';
import {Picture} from './graph/picture.js';
import {prepare} from './graph/prepare.js';
import {install as installDialog} from './graph/dialog.js';
import {install as installMenu} from './graph/menu.js';
import {install as installFilters} from './graph/filters.js';
import {install as installPanel} from './graph/panel.js';
import {install as installTable} from './graph/table.js';
import {install as installExports} from './graph/exports.js';

const form = document.getElementById('graph-form');
const picture = new Picture(document.getElementById('canvas'));

await prepare();
picture.read(form);
const panel = installPanel(picture, form);
installTable(picture, form, panel);
installMenu(picture, form);
installFilters(form);
installExports(picture);
installAddress(form, {
  changed: () => picture.read(form),
  choice: installDialog(),
  escaped: () => { picture.unmark(); panel.empty(); },
});
