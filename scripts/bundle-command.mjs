/**
 * Bundles a command of cli/ or bench/ for Node: `node scripts/bundle-command.mjs ENTRY FOLDER [PROJECT]` writes
 * `FOLDER/command.mjs`. A script of its own, so that Vite's memory is free again before the command runs.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');

/**
 * @param {string} entry the command's source file
 * @param {string} folder where the bundle goes
 * @param {string} [project] the folder that holds cli/ and bench/
 */
export async function bundleCommand(entry, folder, project = root) {
  await build({
    root: project,
    configFile: false,
    envFile: false,
    logLevel: 'error',
    publicDir: false,
    // Bundled, tfjs is one copy of its ES modules; Node by itself would pair them with CommonJS twins.
    ssr: { noExternal: [/^@tensorflow\//] },
    // A `?url` import is the file beside the bundle.
    experimental: {
      renderBuiltUrl: (file) => ({
        runtime: `new URL(${JSON.stringify(`./${file}`)}, import.meta.url).href`,
      }),
    },
    build: {
      ssr: entry,
      ssrEmitAssets: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: true,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'command.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [entry, folder, project] = process.argv.slice(2);
  if (!entry || !folder) throw new Error('Say which file to bundle, and the folder for the bundle.');
  await bundleCommand(entry, folder, project);
}
