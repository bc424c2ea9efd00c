// Suggestions under a search box: an ARIA combobox over /search.json. Without this script the form still searches.
// A box that picks (`data-pick`) takes the address of what is chosen; any other one leads to its page.
const PAUSE = 120; // ms between the last key and the request
const LEAST = 2;

class Suggestions {
  constructor(box) {
    this.input = box.querySelector('input[type=search]');
    this.url = new URL(box.dataset.suggest, location.href);
    this.picks = 'pick' in box.dataset;
    this.list = document.createElement('ul');
    Object.assign(this.list, {className: 'suggestions', id: `${this.input.id}-suggestions`, hidden: true});
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', box.dataset.label);
    box.append(this.list);
    const said = {role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': this.list.id};
    Object.entries(said).forEach(([name, value]) => this.input.setAttribute(name, value));
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
      this.url.searchParams.set('q', text);
      const answer = await fetch(this.url, {signal: this.pending.signal});
      if (answer.ok) this.show(await answer.json());
    } catch (error) {
      if (error.name !== 'AbortError') this.close();
    }
  }

  show({holders, results}) {
    const rows = [...holders.map(holder), ...results.map(thing)];
    this.list.replaceChildren(...rows.map((row, number) => option(row, `${this.list.id}-${number}`)));
    [...this.list.children].forEach(item => item.addEventListener('pointerdown', () => this.take(item)));
    this.list.hidden = rows.length === 0;
    this.input.setAttribute('aria-expanded', String(rows.length > 0));
    this.choose(-1);
  }

  take(item) {
    if (!this.picks) location.href = item.dataset.href;
    else {
      this.input.value = item.dataset.value;
      this.close();
    }
  }

  close() {
    clearTimeout(this.timer);
    this.pending?.abort();
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
    if (this.at < 0) return this.input.removeAttribute('aria-activedescendant');
    this.input.setAttribute('aria-activedescendant', items[this.at].id);
    items[this.at].scrollIntoView({block: 'nearest'});
  }

  key(event) {
    if (this.list.hidden) return;
    if (event.key === 'Escape') this.close(); // and keeps the text, which the browser would clear
    else if (event.key === 'ArrowDown') this.choose(this.at + 1);
    else if (event.key === 'ArrowUp') this.choose(this.at < 0 ? this.list.children.length - 1 : this.at - 1);
    else if (event.key === 'Enter' && this.at >= 0) this.take(this.list.children[this.at]);
    else return;
    event.preventDefault();
  }
}

// A row of the list: where it leads, what it is called, its kind in words and in colour.
const thing = hit => ({
  href: hit.page, value: hit.iri, name: named(hit), tone: hit.tone, kind: hit.matched ? `${hit.kind} · ${hit.matched}` : hit.kind,
});
const holder = ({person, post, since, until}) => ({
  href: person.page, value: person.name, name: named(person), tone: 'person', kind: [post.label, years(since, until)].filter(Boolean).join(', '),
});
const named = ({label, hint}) => (hint ? `${label} (${hint})` : label);
const years = (since, until) => [...new Set([since.slice(0, 4), until.slice(0, 4)])].join('–');

function option({href, value, name, tone, kind}, id) {
  const item = document.createElement('li');
  item.id = id;
  item.setAttribute('role', 'option');
  Object.assign(item.dataset, {href, value});
  const [called, sort] = [name, kind].map(text => Object.assign(document.createElement('span'), {textContent: text}));
  sort.className = `kind ${tone}`;
  item.append(called, sort);
  return item;
}

document.querySelectorAll('.searchbox[data-suggest]').forEach(box => new Suggestions(box));
