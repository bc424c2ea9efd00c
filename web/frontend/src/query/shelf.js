// What this browser remembers: the queries that ran, and those kept under a name; both go out and in as one file.
const MOST = 50; // past queries
const KEYS = {past: 'kg.queries.past', kept: 'kg.queries.kept'};

const read = key => { try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; } };
const write = (key, list) => { try { localStorage.setItem(key, JSON.stringify(list)); } catch { /* a full or closed store keeps nothing */ } };
const is = entry => typeof entry?.query === 'string' && typeof (entry.name ?? '') === 'string';

export class Shelf {
  // `open` is called with the text of the query chosen.
  constructor(box, words, open) {
    Object.assign(this, {box, words, open});
    const part = name => box.querySelector(`[data-shelf=${name}]`);
    this.lists = {past: part('past'), kept: part('kept')};
    this.status = part('status');
    part('export').addEventListener('click', () => this.export());
    part('import').addEventListener('change', event => this.import(event.target));
    part('forget').addEventListener('click', () => { write(KEYS.past, []); this.show(); });
    this.show();
  }

  remember(query, tally) {
    const others = read(KEYS.past).filter(entry => entry.query !== query);
    write(KEYS.past, [{query, tally, at: new Date().toISOString()}, ...others].slice(0, MOST));
    this.show();
  }

  keep(name, query) {
    write(KEYS.kept, [{name, query}, ...read(KEYS.kept).filter(entry => entry.name !== name)]);
    this.show();
  }

  show() {
    this.lists.past.replaceChildren(...read(KEYS.past).map(entry => this.item(entry, heading(entry.query), entry.tally)));
    this.lists.kept.replaceChildren(...read(KEYS.kept).map(entry => this.item(entry, entry.name, '', () => {
      write(KEYS.kept, read(KEYS.kept).filter(other => other.name !== entry.name));
      this.show();
    })));
    for (const [name, list] of Object.entries(this.lists)) {
      this.box.querySelector(`[data-empty=${name}]`).hidden = list.children.length > 0;
    }
  }

  item({query}, label, note, drop) {
    const row = document.createElement('li');
    const button = (text, act, className) => Object.assign(document.createElement('button'), {type: 'button', textContent: text, className, onclick: act});
    row.append(button(label, () => this.open(query), 'textlike'));
    if (note) row.append(Object.assign(document.createElement('small'), {className: 'soft', textContent: ` ${note}`}));
    if (drop) row.append(' ', button(`${this.words.drop} “${label}”`, drop, 'textlike small'));
    return row;
  }

  export() {
    const text = JSON.stringify({past: read(KEYS.past), kept: read(KEYS.kept)}, null, 1);
    const href = URL.createObjectURL(new Blob([text], {type: 'application/json'}));
    Object.assign(document.createElement('a'), {href, download: 'queries.json'}).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  // Adds what a file holds to what is here; a name that both have is taken from the file.
  async import(input) {
    const [file] = input.files;
    input.value = '';
    try {
      const {past, kept} = JSON.parse(await file.text());
      if (![past, kept].every(list => Array.isArray(list) && list.every(is))) throw new TypeError();
      const names = new Set(kept.map(entry => entry.name)), texts = new Set(past.map(entry => entry.query));
      write(KEYS.kept, [...kept, ...read(KEYS.kept).filter(entry => !names.has(entry.name))]);
      write(KEYS.past, [...past, ...read(KEYS.past).filter(entry => !texts.has(entry.query))].slice(0, MOST));
      this.status.textContent = this.words.imported.replace('{n}', kept.length);
    } catch {
      this.status.textContent = this.words.unreadable;
    }
    this.show();
  }
}

// The first line that says something, for a query without a name.
function heading(query) {
  const lines = query.split('\n').map(line => line.trim());
  return (lines.find(line => line && !/^(#|PREFIX|BASE)/i.test(line)) ?? lines[0]).slice(0, 80);
}
