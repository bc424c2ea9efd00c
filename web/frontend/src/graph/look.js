// How things and relations look, in the colours of the page.
export const tone = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const SHAPES = {person: 'ellipse', body: 'round-rectangle', place: 'diamond', event: 'triangle', cluster: 'hexagon'};
const FONT = 'Be Vietnam Pro';

export const look = few => [
  {selector: 'node', style: {
    label: 'data(short)', shape: node => SHAPES[node.data('tone')] ?? 'rectangle',
    'background-color': node => tone(node.data('tone')) || tone('document'), width: 22, height: 22,
    'font-family': FONT, 'font-size': 11, color: tone('ink'), 'text-valign': 'bottom', 'text-margin-y': 4,
    'text-wrap': 'wrap', 'text-max-width': 122, 'text-background-color': tone('sheet'), 'text-background-opacity': 0.7, 'min-zoomed-font-size': 7,
  }},
  {selector: 'node.opened', style: {'border-width': 3, 'border-color': tone('ink'), width: 28, height: 28}},
  {selector: 'edge', style: {
    width: edge => Math.min(1 + edge.data('weight') / 2, 5), 'line-color': tone('line-strong'),
    'curve-style': few ? 'bezier' : 'haystack',
    ...few && {'target-arrow-shape': 'triangle', 'target-arrow-color': tone('line-strong'), 'arrow-scale': 0.8},
  }},
  {selector: 'edge.told, edge.near, edge:selected', style: {
    label: 'data(label)', 'font-family': FONT, 'font-size': 9, color: tone('soft'), 'text-rotation': 'autorotate',
    'text-background-color': tone('sheet'), 'text-background-opacity': 0.85, 'text-background-padding': 2, 'min-zoomed-font-size': 7,
  }},
  {selector: 'edge.mutual', style: {'target-arrow-shape': 'none'}},
  {selector: 'edge.doubt', style: {'line-style': 'dashed', 'line-color': tone('warn')}},
  {selector: ':selected', style: {
    'line-color': tone('lacquer'), 'target-arrow-color': tone('lacquer'), 'border-width': 4, 'border-color': tone('lacquer'),
  }},
  {selector: '.faded', style: {opacity: 0.18}},
];
