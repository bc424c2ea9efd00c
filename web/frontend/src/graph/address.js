// One state, one address: a form or a link is asked for, and what comes back takes the place of what was there.
const PARTS = ['#graph-status', '#graph-form'];
const state = {form: null, on: null, depth: 0, deepest: 0, asked: null};

export function install(form, on) {
  Object.assign(state, {form, on, depth: history.state?.depth ?? 0});
  state.deepest = state.depth;
  document.addEventListener('submit', submitted);
  addEventListener('popstate', event => { state.depth = event.state?.depth ?? 0; load(location.href); });
  document.addEventListener('keydown', pressed);
  button('undo').addEventListener('click', undo);
  button('redo').addEventListener('click', redo);
}

// What the form says, with what one of its buttons adds.
export function act(name, value) {
  const said = new URLSearchParams(new FormData(state.form));
  said.append(name, value);
  return follow(`${state.form.action}?${said}`);
}

export async function follow(url) {
  const found = await load(url);
  if (!found || found === location.href) return;
  history.pushState({depth: ++state.depth}, '', found);
  state.deepest = state.depth;
  buttons();
}

function submitted(event) {
  if (event.target.action.split('?')[0] !== state.form.action) return;
  event.preventDefault();
  follow(`${state.form.action}?${new URLSearchParams(new FormData(event.target, event.submitter))}`);
}

function undo() {
  if (state.depth > 0) history.back();
}

function redo() {
  if (state.depth < state.deepest) history.forward();
}

function pressed(event) {
  if (event.key === 'Escape' && !event.defaultPrevented) state.on.escaped();
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || event.target.matches('input[type=number]')) return;
  event.preventDefault();
  if (event.shiftKey) redo();
  else undo();
}

// The address that the answer has, nothing where it is no new state.
async function load(url) {
  state.asked?.abort(); // the last wish counts
  const asked = state.asked = new AbortController();
  state.form.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(url, {signal: asked.signal});
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!answer.ok) return fail(page.querySelector('main h1')?.textContent);
    if (page.getElementById('guard')) return void state.on.choice(page.getElementById('guard'));
    show(page);
    return answer.url;
  } catch (error) {
    if (error.name === 'AbortError') return;
    if (!(error instanceof TypeError)) throw error; // fetch tells of a lost connection so
    return fail();
  } finally {
    if (state.asked === asked) state.form.removeAttribute('aria-busy');
  }
}

function show(page) {
  const held = document.activeElement?.closest('#graph-form') ? document.activeElement : null;
  for (const part of PARTS) document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  const links = page.querySelectorAll('[hreflang]');
  document.querySelectorAll('[hreflang]').forEach((link, number) => { link.href = links[number].href; });
  state.on.changed();
  buttons();
  refocus(held);
}

// The focus stays on what takes the place of the thing that had it.
function refocus(held) {
  if (!held) return;
  const same = held.id ? document.getElementById(held.id)
    : [...state.form.elements].find(one => one.name === held.name && one.value === held.value);
  (same ?? document.getElementById('graph-status')).focus();
}

function fail(words) {
  document.getElementById('graph-status').textContent = words || document.getElementById('canvas').dataset.failed;
}

function buttons() {
  button('undo').disabled = state.depth === 0;
  button('redo').disabled = state.depth >= state.deepest;
}

const button = id => document.getElementById(id);
