// What can be typed next: variables of the text, terms of the ontology, prefixes, words of SPARQL, things by their label.
const KEYWORDS = ['SELECT', 'CONSTRUCT', 'ASK', 'DESCRIBE', 'WHERE', 'OPTIONAL', 'FILTER', 'UNION', 'GRAPH', 'BIND', 'VALUES',
  'LIMIT', 'OFFSET', 'GROUP BY', 'ORDER BY', 'HAVING', 'DISTINCT', 'MINUS', 'COUNT', 'NOT EXISTS'].map(label => ({label, type: 'keyword', boost: -10}));
const LEAST = 3; // letters of a label before things are looked up

// Returns the source of completions over `vocabulary`; `suggest` is the address that finds things.
export function completions(vocabulary, suggest) {
  const prefixes = Object.entries(vocabulary.prefixes).map(([name, iri]) => ({label: `${name}:`, detail: iri, type: 'namespace'}));
  const terms = vocabulary.terms.map(term => ({label: term.name, detail: term.label, type: term.kind, apply: withPrefix(vocabulary.prefixes)}));
  return async context => {
    const word = context.matchBefore(/[?$]?[\p{L}\p{N}_:-]*/u);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    if (/^[?$]/.test(word.text)) return {from: word.from, options: variables(context.state.doc.toString(), word.text)};
    const options = [...terms, ...prefixes, ...KEYWORDS];
    if (word.text.includes(':') || word.text.length < LEAST) return {from: word.from, options};
    const line = context.state.doc.lineAt(word.from);
    const before = /(?:^|\s)((?:\p{L}+ ){0,4})$/u.exec(line.text.slice(0, word.from - line.from))?.[1] ?? '';
    return {from: word.from, options: [...options, ...await things(suggest, word, before)]};
  };
}

function variables(text, typed) {
  const names = new Set(text.match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
  names.delete(typed);
  return [...names].map(label => ({label, type: 'variable'}));
}

// A term with the prefix that it needs, unless the text has it.
function withPrefix(prefixes) {
  return (view, {label}, from, to) => {
    const [name] = label.split(':');
    const declared = new RegExp(`PREFIX\\s+${name}:`, 'i').test(view.state.doc.toString());
    const line = declared ? '' : `PREFIX ${name}: <${prefixes[name]}>\n`;
    view.dispatch({
      changes: [...line ? [{from: 0, insert: line}] : [], {from, to, insert: label}],
      selection: {anchor: from + line.length + label.length},
    });
  };
}

// Things whose label begins with the word, or with it and words before it, which are then replaced as well.
async function things(suggest, word, before) {
  const starts = before.split(' ').map((_, left, words) => words.slice(left).join(' ') + word.text);
  const found = await Promise.all([...new Set([starts[0], word.text])].map(text => hits(suggest, text)));
  const known = new Map(found.flat().map(hit => [hit.iri, hit]));
  return [...known.values()].map(hit => ({
    label: word.text, displayLabel: hit.hint ? `${hit.label} (${hit.hint})` : hit.label, detail: hit.kind, type: 'constant', boost: 5,
    apply: (view, _, from, to) => {
      const typed = starts.find(start => folded(hit.label).startsWith(folded(start))) ?? word.text;
      const start = to - typed.length;
      view.dispatch({changes: {from: start, to, insert: `<${hit.iri}>`}, selection: {anchor: start + hit.iri.length + 2}});
    },
  }));
}

const folded = text => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

async function hits(suggest, text) {
  const answer = await fetch(`${suggest}?q=${encodeURIComponent(text)}`);
  return answer.ok ? (await answer.json()).results : [];
}
