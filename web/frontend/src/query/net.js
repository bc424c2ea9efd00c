// Draws an answer of things and lines; the list below the drawing says the same. The library comes when it is needed.
import {look} from '../graph/look.js';
import {prepare} from '../graph/prepare.js';

export function drawNets(within = document) {
  within.querySelectorAll('[data-net]').forEach(draw);
}

// Around the one thing that all lines meet in; else by their pull, with room for the names.
function arranged(things, lines) {
  const hub = things.findIndex((_, id) => lines.every(([source, target]) => source === id || target === id));
  return hub < 0
    ? {name: 'cose', animate: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 90, nodeRepulsion: () => 20000}
    : {name: 'concentric', concentric: node => Number(node.id() === String(hub)), levelWidth: () => 1, minNodeSpacing: 60};
}

async function draw(box) {
  const [{default: cytoscape}] = await Promise.all([import('cytoscape'), prepare()]);
  const {things, lines} = JSON.parse(box.dataset.net);
  const alike = new Set(lines.map(([, , label]) => label)).size === 1;
  const cy = cytoscape({
    container: box, minZoom: 0.2, maxZoom: 3,
    elements: [
      ...things.map((thing, id) => ({data: {id, short: thing.label, ...thing}, position: {x: 300 * Math.cos(id), y: 300 * Math.sin(id)}})),
      ...lines.map(([source, target, label]) => ({data: {source, target, label: alike ? '' : label, weight: 1}})),
    ],
    style: look(true),
    layout: arranged(things, lines),
  });
  cy.on('tap', 'node', event => { if (event.target.data('page')) location.href = event.target.data('page'); });
  box.dataset.drawn = `${cy.nodes().length} ${cy.edges().length}`;
}
