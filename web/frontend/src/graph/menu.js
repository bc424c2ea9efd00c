// The menu of a thing in the picture: the buttons of its row, under the pointer.
import {actions} from './panel.js';

export function install(picture, form) {
  const menu = document.getElementById('menu');
  const close = () => { menu.hidden = true; };

  picture.on('cxttap', 'node', event => {
    const row = form.querySelector(`tr[data-node="${CSS.escape(event.target.id())}"]`);
    menu.replaceChildren(...[...actions(row).children].map(item));
    const {clientX, clientY} = event.originalEvent;
    menu.hidden = false;
    menu.style.insetInlineStart = `${Math.min(clientX, innerWidth - menu.offsetWidth - 8)}px`;
    menu.style.insetBlockStart = `${Math.min(clientY, innerHeight - menu.offsetHeight - 8)}px`;
    menu.querySelector('[role=menuitem]')?.focus();
  });
  picture.canvas.addEventListener('contextmenu', event => event.preventDefault());
  document.addEventListener('pointerdown', event => { if (!menu.contains(event.target)) close(); });
  menu.addEventListener('click', close);
  menu.addEventListener('keydown', event => {
    const items = [...menu.querySelectorAll('[role=menuitem]')];
    const way = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (way) items[(items.indexOf(document.activeElement) + way + items.length) % items.length].focus();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
}

function item(button) {
  const found = document.createElement('li');
  found.setAttribute('role', 'none');
  button.setAttribute('role', 'menuitem');
  found.append(button);
  return found;
}
