// The relationship view: a drawing to explore, a side panel with evidence, and the same edges as a table.
import cytoscape from 'cytoscape';
import fcose from 'cytoscape-fcose';
import {toSvg} from './graph_svg.js';

cytoscape.use(fcose);

const canvas = document.getElementById('canvas');
const panel = document.getElementById('panel');
const status = document.getElementById('graph-status');
const rows = document.querySelector('#edges tbody');
const words = canvas.dataset;
const MOST = 300; // nodes drawn in the browser
const tone = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const SHAPES = {person: 'ellipse', body: 'round-rectangle', place: 'diamond', event: 'triangle', cluster: 'hexagon', document: 'rectangle', article: 'rectangle'};
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
const wanted = (new URLSearchParams(location.search).get('open') ?? '').split(' ').filter(Boolean);
const expanded = [];
const hiddenTones = new Set();

// Cytoscape would add a <style> for its container, which our policy forbids; site.css holds that rule. It looks for this id.
document.head.append(Object.assign(document.createElement('meta'), {id: '__________cytoscape_stylesheet'}));

const cy = cytoscape({
  container: canvas,
  minZoom: 0.15,
  maxZoom: 3,
  style: [
    {selector: 'node', style: {
      label: 'data(label)', shape: node => SHAPES[node.data('tone')] ?? 'rectangle',
      'background-color': node => tone(node.data('tone')) || tone('document'), width: 22, height: 22,
      'font-family': 'Be Vietnam Pro', 'font-size': 11, color: tone('ink'), 'text-valign': 'bottom', 'text-margin-y': 4,
      'text-wrap': 'wrap', 'text-max-width': 130, 'min-zoomed-font-size': 6,
    }},
    {selector: 'node.expanded', style: {'border-width': 3, 'border-color': tone('ink'), width: 28, height: 28}},
    {selector: 'edge', style: {
      label: 'data(label)', 'font-family': 'Be Vietnam Pro', 'font-size': 9, color: tone('soft'), 'text-rotation': 'autorotate',
      'text-background-color': tone('sheet'), 'text-background-opacity': 0.85, 'text-background-padding': 2, 'min-zoomed-font-size': 8,
      width: edge => Math.min(1 + edge.data('weight') / 2, 5), 'line-color': tone('line-strong'), 'curve-style': 'bezier',
      'target-arrow-shape': 'triangle', 'target-arrow-color': tone('line-strong'), 'arrow-scale': 0.8,
    }},
    {selector: 'edge.mutual', style: {'target-arrow-shape': 'none'}},
    {selector: 'edge.doubt', style: {'line-style': 'dashed', 'line-color': tone('warn')}},
    {selector: ':selected', style: {'line-color': tone('lacquer'), 'target-arrow-color': tone('lacquer'), 'border-width': 4, 'border-color': tone('lacquer')}},
    {selector: '.faded', style: {opacity: 0.18}},
    {selector: '.filtered', style: {display: 'none'}},
  ],
});

async function expand(id, offset = 0) {
  const answer = await ask(`${words.data}?node=${encodeURIComponent(id)}&offset=${offset}`);
  if (!answer) return;
  const found = await answer.json();
  const fresh = found.nodes.filter(node => cy.getElementById(node.id).empty());
  if (cy.nodes().length + fresh.length > MOST) return say(words.full);
  const origin = cy.getElementById(id);
  const at = origin.nonempty() ? origin.position() : {x: 0, y: 0};
  const old = cy.nodes();
  cy.add(fresh.map((data, number) => ({data, position: around(at, number)})));
  cy.add(found.edges.filter(edge => cy.getElementById(edge.id).empty()).map(data => ({data, classes: ['doubt', 'mutual'].filter(name => data[name])})));
  cy.getElementById(id).addClass('expanded').data('next', found.more ? found.next : null).data('more', found.more);
  if (!expanded.includes(id)) expanded.push(id);
  arrange(old);
  filter();
  refresh();
  remember();
}

function around(at, number) {
  const angle = number * 2.4; // the golden angle spreads any number of points
  return {x: at.x + 60 * Math.cos(angle), y: at.y + 60 * Math.sin(angle)};
}

function arrange(old) {
  const fixed = old.map(node => ({nodeId: node.id(), position: {...node.position()}}));
  cy.layout({
    name: 'fcose', randomize: old.empty(), animate: false, quality: 'default', fit: old.empty(), padding: 40,
    nodeRepulsion: 12000, idealEdgeLength: 110, nodeDimensionsIncludeLabels: true,
    fixedNodeConstraint: fixed.length ? fixed : undefined,
  }).run();
  cy.animate({fit: {eles: shown(), padding: 40}, duration: still ? 0 : 250});
}

function shown() {
  const nodes = cy.nodes().not('.filtered');
  return nodes.union(nodes.edgesWith(nodes));
}

function refresh() {
  const now = shown();
  say(words.count.replace('{nodes}', now.nodes().length).replace('{edges}', now.edges().length));
  rows.replaceChildren(...now.edges().map(line));
}

function line(edge) {
  const row = document.createElement('tr');
  const evidence = document.createElement('a');
  evidence.href = edge.data('evidence');
  evidence.textContent = words.show;
  evidence.addEventListener('click', event => { event.preventDefault(); select(edge); });
  const cells = [step(edge.source()), edge.data('label'), step(edge.target()), edge.data('span'), evidence];
  const labels = JSON.parse(words.columns);
  row.append(...cells.map((content, number) => {
    const cell = document.createElement('td');
    cell.dataset.label = labels[number];
    cell.append(content ?? '');
    return cell;
  }));
  return row;
}

function step(node) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'textlike';
  button.textContent = node.data('label');
  button.addEventListener('click', () => open(node));
  return button;
}

async function select(element) {
  cy.elements().unselect();
  element.select();
  await show(element.data('evidence'));
}

async function open(node) {
  cy.elements().unselect();
  node.select();
  await show(node.data('about'));
  const actions = document.createElement('p');
  actions.className = 'actions';
  if (!node.hasClass('expanded')) actions.append(action(words.expand, () => grow(node)));
  else if (node.data('more')) actions.append(action(words.more.replace('{n}', node.data('more')), () => grow(node, node.data('next'))));
  actions.append(action(words.hide, () => { node.remove(); panel.replaceChildren(); refresh(); }));
  panel.append(actions);
}

async function grow(node, offset) {
  await expand(node.id(), offset);
  await open(node); // what can be done with it has changed
}

function action(text, work) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.addEventListener('click', () => { button.disabled = true; work(); });
  return button;
}

async function show(url) {
  panel.setAttribute('aria-busy', 'true');
  const answer = await ask(url + (url.includes('?') ? '&' : '?') + 'part=1');
  if (answer) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    panel.replaceChildren(...page.body.childNodes);
    panel.focus({preventScroll: true});
    panel.scrollIntoView({block: 'nearest', behavior: still ? 'auto' : 'smooth'});
  }
  panel.removeAttribute('aria-busy');
}

async function ask(url) {
  try {
    const answer = await fetch(url);
    if (answer.ok) return answer;
  } catch {
    // told below: a lost connection and a refused request have the same cure
  }
  say(words.failed);
  return null;
}

const say = text => { status.textContent = text; };

function filter() {
  cy.nodes().forEach(node => node.toggleClass('filtered', hiddenTones.has(node.data('tone'))));
}

function remember() {
  const url = new URL(location.href);
  url.searchParams.set('node', words.root);
  const more = expanded.filter(id => id !== words.root);
  if (more.length) url.searchParams.set('open', more.join(' '));
  else url.searchParams.delete('open');
  history.replaceState(null, '', url);
}

function save(name, url) {
  const link = document.createElement('a');
  Object.assign(link, {href: url, download: name});
  link.click();
}

cy.on('tap', 'node', event => {
  const node = event.target;
  if (node.hasClass('expanded')) open(node);
  else grow(node);
});
cy.on('tap', 'edge', event => select(event.target));
cy.on('mouseover', 'node', event => cy.elements().not(event.target.closedNeighborhood()).addClass('faded'));
cy.on('mouseout', 'node', () => cy.elements().removeClass('faded'));
document.addEventListener('keydown', event => { if (event.key === 'Escape') cy.elements().removeClass('faded').unselect(); });
document.querySelectorAll('.legend input').forEach(box => box.addEventListener('change', () => {
  hiddenTones[box.checked ? 'delete' : 'add'](box.value);
  filter();
  refresh();
}));
document.getElementById('save-png').addEventListener('click', () => save('graph.png', cy.png({full: true, scale: 2, bg: tone('sheet')})));
document.getElementById('save-svg').addEventListener('click', () => {
  const url = URL.createObjectURL(new Blob([toSvg(shown())], {type: 'image/svg+xml'}));
  save('graph.svg', url);
  URL.revokeObjectURL(url);
});
document.getElementById('fit').addEventListener('click', () => cy.animate({fit: {padding: 40}, duration: still ? 0 : 250}));

// A canvas does not wait for fonts: have them before the first label is measured.
await Promise.all(['Nguyễn', 'a'].map(text => document.fonts.load('11px "Be Vietnam Pro"', text)));
await expand(words.root);
for (const id of wanted) await expand(id);
