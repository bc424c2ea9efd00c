// Suggestions under a search box: an ARIA combobox over /search.json. Without this script the form still searches.
import './entity.js';

document.documentElement.classList.add('scripted');

const PAUSE = 120; // ms between the last key and the request
const LEAST = 2;

class Suggestions {
  constructor(box) {
    this.input = box.querySelector('input[type=search]');
    this.url = box.dataset.suggest;
    this.list = document.createElement('ul');
    Object.assign(this.list, {className: 'suggestions', id: `${this.input.id}-suggestions`, hidden: true});
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', box.dataset.label);
    box.append(this.list);
    this.input.setAttribute('role', 'combobox');
    this.input.setAttribute('aria-autocomplete', 'list');
    this.input.setAttribute('aria-controls', this.list.id);
    this.input.autocomplete = 'off';
    this.close();
    this.input.addEventListener('input', () => this.schedule());
    this.input.addEventListener('keydown', event => this.key(event));
    this.input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value.trim();
    if (text.length < LEAST) return this.close();
    this.pending?.abort();
    this.pending = new AbortController();
    try {
      const answer = await fetch(`${this.url}?q=${encodeURIComponent(text)}`, {signal: this.pending.signal});
      if (answer.ok) this.show((await answer.json()).results);
    } catch (error) {
      if (error.name !== 'AbortError') this.close();
    }
  }

  show(hits) {
    this.list.replaceChildren(...hits.map((hit, number) => option(hit, `${this.list.id}-${number}`)));
    [...this.list.children].forEach(item => item.addEventListener('pointerdown', () => { location.href = item.dataset.href; }));
    this.list.hidden = hits.length === 0;
    this.input.setAttribute('aria-expanded', String(hits.length > 0));
    this.choose(-1);
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    this.at = -1;
  }

  choose(at) {
    const items = [...this.list.children];
    this.at = items.length ? (at + items.length + 1) % (items.length + 1) : -1;
    if (this.at === items.length) this.at = -1;
    items.forEach((item, number) => item.setAttribute('aria-selected', String(number === this.at)));
    if (this.at >= 0) this.input.setAttribute('aria-activedescendant', items[this.at].id);
    else this.input.removeAttribute('aria-activedescendant');
  }

  key(event) {
    if (event.key === 'Escape') return this.close();
    if (this.list.hidden) return;
    if (event.key === 'ArrowDown') this.choose(this.at + 1);
    else if (event.key === 'ArrowUp') this.choose(this.at < 0 ? this.list.children.length - 1 : this.at - 1);
    else if (event.key === 'Enter' && this.at >= 0) location.href = this.list.children[this.at].dataset.href;
    else return;
    event.preventDefault();
  }
}

function option(hit, id) {
  const item = document.createElement('li');
  item.id = id;
  item.setAttribute('role', 'option');
  item.dataset.href = hit.page;
  const name = document.createElement('span');
  name.textContent = hit.hint ? `${hit.label} (${hit.hint})` : hit.label;
  const kind = document.createElement('span');
  kind.className = `kind ${hit.tone}`;
  kind.textContent = hit.kind;
  item.append(name, kind);
  return item;
}

document.querySelectorAll('.searchbox[data-suggest]').forEach(box => new Suggestions(box));

// A sentence that was linked to shows what was read from it.
const unfold = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelectorAll('details').forEach(part => { part.open = true; });
addEventListener('hashchange', unfold);
unfold();
