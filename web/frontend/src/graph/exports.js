// What the browser alone can give of the picture: pixels, and the part of it that is seen.
import {tone} from './look.js';

export function install(picture) {
  document.getElementById('fit').addEventListener('click', () => picture.fit());
  document.getElementById('save-png').addEventListener('click', async () => {
    const blob = await picture.cy.png({output: 'blob-promise', full: true, scale: 2, bg: tone('sheet')});
    const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(blob), download: 'graph.png'});
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
