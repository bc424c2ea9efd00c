// The query page: a text with completions, its answer in place, and what this browser remembers of queries.
import {Code} from './query/code.js';
import {completions} from './query/complete.js';
import {drawNets} from './query/net.js';
import {Runner} from './query/run.js';
import {Shelf} from './query/shelf.js';

drawNets(); // of an answer that the address asked for
const form = document.getElementById('query-form');
const words = form.dataset;
const vocabulary = await (await fetch(words.vocabulary)).json();
const runner = new Runner({
  form, words, status: document.getElementById('query-status'), result: document.getElementById('result'),
  ended: ({query, tally, line, message, bad}) => {
    code.mark(line, message);
    if (!bad) shelf?.remember(query, tally);
    if (!bad && words.share) history.replaceState(null, '', `?${new URLSearchParams({query})}`);
  },
});
const run = () => runner.run();
const code = new Code(form.elements.query, {nonce: words.nonce, label: words.label, complete: completions(vocabulary, words.suggest), run});
const box = document.getElementById('shelf');
const shelf = box && new Shelf(box, box.dataset, text => { code.text = text; });

form.addEventListener('submit', event => {
  event.preventDefault();
  run();
});
document.getElementById('stop').addEventListener('click', () => runner.stop());
box?.querySelector('form').addEventListener('submit', event => {
  event.preventDefault();
  shelf.keep(new FormData(event.target).get('name').trim(), code.text);
  event.target.reset();
});
