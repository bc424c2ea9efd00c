// The query editor: CodeMirror over the form's own textarea, completions from this server's vocabulary.
import {autocompletion, closeBrackets, completionKeymap} from '@codemirror/autocomplete';
import {defaultKeymap, history, historyKeymap} from '@codemirror/commands';
import {bracketMatching, HighlightStyle, syntaxHighlighting} from '@codemirror/language';
import {lintGutter, setDiagnostics} from '@codemirror/lint';
import {EditorState, Prec} from '@codemirror/state';
import {drawSelection, EditorView, keymap, lineNumbers} from '@codemirror/view';
import {tags} from '@lezer/highlight';
import {sparql} from 'codemirror-lang-sparql';

const form = document.getElementById('query-form');
const area = form.elements.query;
const words = form.dataset;
const status = document.getElementById('query-status');
const result = document.getElementById('result');
const vocabulary = await (await fetch(words.vocabulary)).json();
const PAGE = 200; // rows drawn; the download holds all

const colours = HighlightStyle.define([
  {tag: tags.keyword, color: 'var(--cluster)'}, {tag: tags.string, color: 'var(--lacquer)'}, {tag: tags.comment, color: 'var(--soft)'},
  {tag: tags.variableName, color: 'var(--body)'}, {tag: tags.namespace, color: 'var(--pine)'}, {tag: tags.number, color: 'var(--place)'},
]);
const KEYWORDS = ['SELECT', 'CONSTRUCT', 'ASK', 'DESCRIBE', 'WHERE', 'OPTIONAL', 'FILTER', 'UNION', 'GRAPH', 'BIND', 'VALUES',
  'LIMIT', 'OFFSET', 'GROUP BY', 'ORDER BY', 'HAVING', 'DISTINCT', 'MINUS', 'COUNT', 'NOT EXISTS'].map(label => ({label, type: 'keyword', boost: -10}));
const prefixes = Object.entries(vocabulary.prefixes).map(([name, iri]) => ({label: `${name}:`, detail: iri, type: 'namespace'}));
const terms = vocabulary.terms.map(term => ({label: term.name, detail: term.label, type: term.kind, apply: withPrefix}));

function withPrefix(view, completion, from, to) {
  const name = completion.label.split(':')[0];
  const changes = [{from, to, insert: completion.label}];
  if (!new RegExp(`PREFIX\\s+${name}:`, 'i').test(view.state.doc.toString()))
    changes.unshift({from: 0, insert: `PREFIX ${name}: <${vocabulary.prefixes[name]}>\n`});
  const shift = changes.length > 1 ? changes[0].insert.length : 0;
  view.dispatch({changes, selection: {anchor: from + shift + completion.label.length}});
}

async function complete(context) {
  const word = context.matchBefore(/[?$]?[\p{L}\p{N}_:-]*/u);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  if (/^[?$]/.test(word.text)) {
    const names = new Set(context.state.doc.toString().match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
    names.delete(word.text);
    return {from: word.from, options: [...names].map(label => ({label, type: 'variable'}))};
  }
  const options = [...terms, ...prefixes, ...KEYWORDS];
  if (word.text.length >= 3 && !word.text.includes(':')) options.push(...await things(word.text));
  return {from: word.from, options, filter: true};
}

async function things(text) {
  const answer = await fetch(`${words.suggest}?q=${encodeURIComponent(text)}`);
  if (!answer.ok) return [];
  return (await answer.json()).results.map(hit => ({label: hit.label, displayLabel: hit.label, detail: hit.kind, type: 'constant', apply: `<${hit.iri}>`}));
}

const view = new EditorView({
  state: EditorState.create({doc: area.value, extensions: [
    lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), lintGutter(), sparql(),
    syntaxHighlighting(colours), autocompletion({override: [complete]}), EditorView.lineWrapping,
    EditorView.cspNonce.of(words.nonce),
    EditorView.contentAttributes.of({'aria-label': words.label, lang: 'en'}),
    Prec.highest(keymap.of([{key: 'Mod-Enter', run: () => { run(); return true; }}])),
    keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.updateListener.of(update => { if (update.docChanged) area.value = update.state.doc.toString(); }),
  ]}),
});
area.after(view.dom);
area.hidden = true;
form.querySelector('label[for=query]').hidden = true;

let running = null;

async function run() {
  running?.abort();
  running = new AbortController();
  status.textContent = words.busy;
  const begun = performance.now();
  try {
    const answer = await fetch(form.action, {
      method: 'POST', signal: running.signal, body: area.value,
      headers: {'Content-Type': 'application/sparql-query', Accept: 'application/sparql-results+json, text/turtle;q=0.8'},
    });
    const spent = Math.round(performance.now() - begun);
    if (answer.ok) await show(answer, spent);
    else await refuse(answer);
  } catch (error) {
    result.replaceChildren();
    status.textContent = error.name === 'AbortError' ? words.stopped : words.failed;
  }
}

async function show(answer, spent) {
  view.dispatch(setDiagnostics(view.state, []));
  if (!answer.headers.get('Content-Type').includes('json')) {
    result.replaceChildren(Object.assign(document.createElement('pre'), {textContent: await answer.text()}));
    status.textContent = `${spent} ms`;
    return;
  }
  const {head, results, boolean} = await answer.json();
  if (boolean !== undefined) {
    result.replaceChildren(Object.assign(document.createElement('p'), {textContent: String(boolean)}));
    status.textContent = `${spent} ms`;
    return;
  }
  status.textContent = words.rows.replace('{n}', results.bindings.length).replace('{ms}', spent);
  result.replaceChildren(table(head.vars, results.bindings.slice(0, PAGE)));
}

function table(names, bindings) {
  const grid = document.createElement('table');
  grid.createTHead().append(line(names.map(name => document.createTextNode(name)), 'th'));
  grid.createTBody().append(...bindings.map(row => line(names.map(name => value(row[name])), 'td')));
  return grid;
}

function line(cells, tag) {
  const row = document.createElement('tr');
  row.append(...cells.map(content => {
    const cell = document.createElement(tag);
    if (tag === 'th') cell.scope = 'col';
    cell.append(content);
    return cell;
  }));
  return row;
}

function value(term) {
  if (term?.type !== 'uri') return document.createTextNode(term?.value ?? '');
  const text = short(term.value);
  const href = address(term.value);
  if (href) return Object.assign(document.createElement('a'), {href, textContent: text, title: term.value});
  return Object.assign(document.createElement('span'), {textContent: text, title: term.value});
}

// The IRI relative to our base, or with a prefix, where that says the same.
function short(iri) {
  if (iri.startsWith(words.base) && !iri.startsWith(vocabulary.prefixes.vpo)) return iri.slice(words.base.length);
  const [name, start] = Object.entries(vocabulary.prefixes).find(([, start]) => iri.startsWith(start)) ?? [];
  const local = start && iri.slice(start.length);
  return local && /^[\p{L}\p{N}_-]+$/u.test(local) ? `${name}:${local}` : iri;
}

function address(iri) {
  if (iri.startsWith(vocabulary.prefixes.vpo)) return `${words.home}ontology#${iri.slice(vocabulary.prefixes.vpo.length)}`;
  if (!iri.startsWith(words.base)) return null;
  const path = iri.slice(words.base.length);
  if (/^(id|scheme)\//.test(path)) return `${words.home}page/${path}`;
  return path.startsWith('graph/') ? words.home + path : null;
}

async function refuse(answer) {
  const text = await answer.text();
  let problem = {detail: text};
  try { problem = JSON.parse(text); } catch { /* a plain text says it as well */ }
  const at = Number.isInteger(problem.line) ? problem.line : Number(/line (\d+)/.exec(problem.detail)?.[1] ?? 1);
  const bad = view.state.doc.line(Math.min(Math.max(at, 1), view.state.doc.lines));
  view.dispatch(setDiagnostics(view.state, [{from: bad.from, to: bad.to, severity: 'error', message: problem.detail ?? text}]));
  result.replaceChildren();
  status.replaceChildren(...told(problem, problem.detail ?? problem.title ?? text));
}

// What went wrong in the words of the page; what the engine says of it is English.
function told(problem, detail) {
  const limit = JSON.parse(words.limits)[problem.limit];
  if (limit) return [limit];
  const place = Number.isInteger(problem.line) ? words.wrong.replace('{line}', problem.line).replace('{column}', problem.column) : words.refused;
  const said = detail.replace(/ \(line \d+, column \d+\)$/, '');
  return [`${place}: `, Object.assign(document.createElement('span'), {lang: 'en', textContent: said})];
}

form.addEventListener('submit', event => {
  if (event.submitter?.value) return; // a download: the browser does it
  event.preventDefault();
  run();
});
document.getElementById('stop').addEventListener('click', () => running?.abort());
