// The drawing as SVG text, for a file: what cytoscape shows, with real text.
const ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};
const escape = text => String(text ?? '').replace(/[&<>"]/g, letter => ESCAPES[letter]);
const MARGIN = 40;

export function toSvg(elements) {
  const box = elements.boundingBox();
  const view = [box.x1 - MARGIN, box.y1 - MARGIN, box.w + 2 * MARGIN, box.h + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view.map(Math.round).join(' ')}" font-family="Be Vietnam Pro, sans-serif">`,
    ...elements.edges().map(edge),
    ...elements.nodes().map(node),
    '</svg>',
  ].join('\n');
}

function edge(item) {
  const [from, to, middle] = [item.sourceEndpoint(), item.targetEndpoint(), item.midpoint()];
  return `<path d="M${from.x} ${from.y}L${to.x} ${to.y}" stroke="#8d8577" fill="none"/>`
    + `<text x="${middle.x}" y="${middle.y}" font-size="9" text-anchor="middle" fill="#5a5d54">${escape(item.data('label'))}</text>`;
}

function node(item) {
  const {x, y} = item.position();
  const half = item.width() / 2;
  return `<g><title>${escape(item.data('label'))}</title>`
    + `<circle cx="${x}" cy="${y}" r="${half}" fill="${item.style('background-color')}"/>`
    + `<text x="${x}" y="${y + half + 13}" font-size="11" text-anchor="middle" fill="#22251f">${escape(item.data('label'))}</text></g>`;
}
