// The tables in step with the picture: what is pointed at, focused or chosen in one stands out in the other.
import {act} from './address.js';

export function install(picture, form, panel) {
  const name = row => row.dataset.node ?? row.dataset.edge;
  const row = event => event.target.closest?.('tr[data-node], tr[data-edge]');

  form.addEventListener('click', event => {
    const found = row(event);
    if (!found || event.target.closest('button')) return;
    const link = event.target.closest('a');
    if (link && (event.ctrlKey || event.metaKey || event.shiftKey || link.closest('.doings'))) return;
    event.preventDefault();
    panel.open(name(found));
  });
  form.addEventListener('focusin', event => { if (row(event)) picture.stress(name(row(event))); });
  form.addEventListener('focusout', () => picture.unstress());
  form.addEventListener('mouseover', event => { if (row(event)) picture.stress(name(row(event))); });
  form.addEventListener('mouseleave', () => picture.unstress());

  picture.on('mouseover', 'node, edge', event => picture.stress(event.target.id()));
  picture.on('mouseout', 'node, edge', () => picture.unstress());
  picture.on('dbltap', 'node', event => act('expand', event.target.id()));
  picture.on('dragfree', 'node', event => {
    const {x, y} = event.target.position();
    act('move', `${event.target.id()}@${Math.round(x)},${Math.round(y)}`);
  });
}
