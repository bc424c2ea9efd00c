// Bundles src/ into ../kg_web/static/dist and writes manifest.json: source name to hashed name.
import * as esbuild from 'esbuild';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';

const outdir = path.resolve('../kg_web/static/dist');
const watch = process.argv.includes('--watch');

const manifest = {
  name: 'manifest',
  setup(build) {
    build.onEnd(({metafile}) => {
      if (!metafile) return;
      const names = Object.entries(metafile.outputs)
        .filter(([, output]) => output.entryPoint)
        .map(([file, output]) => [path.basename(output.entryPoint), path.basename(file)]);
      writeFileSync(path.join(outdir, 'manifest.json'), JSON.stringify(Object.fromEntries(names), null, 1));
    });
  },
};

const options = {
  entryPoints: ['src/site.css', 'src/site.js', 'src/graph.js', 'src/editor.js'],
  outdir,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: !watch,
  sourcemap: watch,
  metafile: true,
  entryNames: watch ? '[name]' : '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: {'.woff2': 'file', '.woff': 'empty'},
  legalComments: 'linked',
  logLevel: 'warning',
  plugins: [manifest],
};

rmSync(outdir, {recursive: true, force: true});
mkdirSync(outdir, {recursive: true});
if (watch) await (await esbuild.context(options)).watch();
else await esbuild.build(options);
