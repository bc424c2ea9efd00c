// The panel beside the picture: the facts of a thing or a relation with their sentences, and what can be done.
import {act} from './address.js';

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function install(picture, form) {
  const panel = document.getElementById('panel');
  const first = [...panel.childNodes];
  const rowOf = name => form.querySelector(`tr[data-node="${CSS.escape(name)}"], tr[data-edge="${CSS.escape(name)}"]`);

  async function open(name, focus = true) {
    const row = rowOf(name);
    picture.choose(name);
    form.querySelectorAll('tr[aria-current]').forEach(one => one.removeAttribute('aria-current'));
    if (!row) return;
    row.setAttribute('aria-current', 'true');
    panel.setAttribute('aria-busy', 'true');
    try {
      const url = new URL(row.dataset.about ?? row.querySelector('td:last-child a').href, location.href);
      url.searchParams.set('part', '1');
      const answer = await fetch(url);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      panel.replaceChildren(...page.body.childNodes, actions(row));
    } catch {
      panel.textContent = picture.canvas.dataset.failed;
    }
    panel.removeAttribute('aria-busy');
    if (!focus) return;
    panel.focus({preventScroll: true});
    panel.scrollIntoView({block: 'nearest', behavior: still() ? 'auto' : 'smooth'});
  }

  open(form.elements.node.value.split(' ')[0], false);
  picture.on('tap', 'node, edge', event => open(event.target.id()));
  picture.on('tap', event => { if (event.target === picture.cy) picture.unmark(); });
  return {open, empty: () => { panel.replaceChildren(...first); form.querySelector('tr[aria-current]')?.removeAttribute('aria-current'); }};
}

// What the buttons in the row of the table do, out of the form: the first of its buttons would be the one of Enter.
export function actions(row) {
  const found = document.createElement('p');
  found.className = 'actions';
  found.append(...[...row.querySelectorAll('.doings > *')].map(one => {
    const copy = one.cloneNode(true);
    if (copy.matches('button')) {
      copy.type = 'button';
      copy.addEventListener('click', () => act(copy.name, copy.value));
    }
    return copy;
  }));
  return found;
}
