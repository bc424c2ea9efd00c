// The picture: what the two tables of the page say, drawn at the places that they give.
import cytoscape from 'cytoscape';
import {look} from './look.js';

const FEW = 300; // relations that are drawn with arrows
const TOLD = 25; // relations that are drawn with captions; of more, those of the thing pointed at
const NARROW = 500; // pixels
const LEGIBLE = 0.75; // a name of 11 pixels can be read
const LETTERS = 52; // of a name under its sign; the tables have it whole
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export class Picture {
  constructor(canvas) {
    this.canvas = canvas;
    this.handlers = [];
  }

  read(form) {
    const dots = [...form.querySelectorAll('[data-node]')].map(row => row.dataset);
    const lines = [...form.querySelectorAll('[data-edge]')];
    this.begin_anew(lines.length <= FEW);
    const elements = [...dots.map(dot), ...lines.map(line)];
    const names = new Set(elements.map(one => one.data.id));
    const before = this.cy.nodes().length;
    this.cy.batch(() => {
      this.cy.elements().filter(one => !names.has(one.id())).remove();
      const there = one => this.find(one.data.id).nonempty();
      elements.filter(there).forEach(one => this.change(one));
      this.cy.add(elements.filter(one => !there(one)));
      this.cy.edges().toggleClass('told', lines.length <= TOLD);
    });
    if (before === 0) this.open(dots[0]?.node);
    else if (this.cy.nodes().length > before) this.fit();
  }

  // All of it, but never so small on a phone that no name can be read; then what it began with is in the middle.
  open(root) {
    this.cy.fit(undefined, 40);
    if (this.canvas.clientWidth < NARROW && this.cy.zoom() < LEGIBLE && root) {
      this.cy.zoom(LEGIBLE);
      this.cy.center(this.find(root));
    }
  }

  // Many relations are drawn in a plainer way, which is chosen once for a canvas.
  begin_anew(few) {
    if (this.cy && this.few === few) return;
    this.cy?.destroy();
    this.few = few;
    this.cy = cytoscape({
      container: this.canvas, minZoom: 0.05, maxZoom: 3, style: look(few),
      ...!few && {textureOnViewport: true, hideEdgesOnViewport: true, pixelRatio: 1},
    });
    this.handlers.forEach(([...how]) => this.cy.on(...how));
  }

  change({data, classes, position}) {
    const there = this.find(data.id).data(data).classes(classes);
    if (position) there.position(position);
  }

  on(...how) {
    this.handlers.push(how);
    this.cy.on(...how);
  }

  find(name) {
    return this.cy.getElementById(name);
  }

  choose(name) {
    this.cy.elements().unselect();
    this.find(name).select();
  }

  // All but a thing and its neighbours steps back.
  stress(name) {
    const one = this.find(name);
    const near = one.isNode() ? one.closedNeighborhood() : one.union(one.connectedNodes());
    this.unstress();
    near.edges().addClass('near');
    this.cy.elements().not(near).addClass('faded');
  }

  unstress() {
    this.cy.elements().removeClass('faded near');
  }

  unmark() {
    this.unstress();
    this.cy.elements().unselect();
  }

  fit() {
    this.cy.animate({fit: {padding: 40}, duration: still() ? 0 : 250});
  }
}

function dot({node, x, y, tone, name, opened}) {
  const short = name.length > LETTERS ? `${name.slice(0, LETTERS)}…` : name;
  return {group: 'nodes', data: {id: node, tone, short}, position: {x: Number(x), y: Number(y)}, classes: opened === undefined ? '' : 'opened'};
}

function line(row) {
  const {edge, source, target, label, weight} = row.dataset;
  return {group: 'edges', data: {id: edge, source, target, label, weight: Number(weight)}, classes: row.className};
}
