/**
 * Runs a command of cli/ or bench/ in this Node: `node scripts/run-cli.mjs train --seed 7`.
 *
 * Node can't load the project's TypeScript, `?raw` imports and shader files as they are, so Vite bundles the
 * command first, in about a second.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'vite';

import { buildKernels } from './build-kernels.mjs';

const root = resolve(import.meta.dirname, '..');
const folders = ['cli', 'bench'];

/**
 * @param {string} name
 * @param {string} [project] the folder that holds cli/ and bench/
 * @returns {string | null} the command's source file
 */
export function findCommand(name, project = root) {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) return null;
  return (
    folders.map((folder) => join(project, folder, `${name}.ts`)).find((path) => existsSync(path)) ?? null
  );
}

/**
 * Bundles a command for Node.
 *
 * @param {string} entry the command's source file
 * @param {string} folder where the bundle goes
 * @param {string} [project]
 * @returns {Promise<string>} the bundle's main file
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
  return join(folder, 'command.mjs');
}

/**
 * Bundles and runs a command, which sees `args` as its own. An unknown name is said on stderr, with exit code 1.
 *
 * @param {string | undefined} name
 * @param {string[]} args
 * @param {string} [project]
 */
export async function runCommand(name, args, project = root) {
  const entry = name && findCommand(name, project);
  if (!name || !entry) {
    console.error(
      `There is no command “${name ?? ''}”: name one of the files in cli/ or bench/, such as train.`,
    );
    process.exitCode = 1;
    return;
  }
  const cache = join(project, '.cache', 'cli');
  mkdirSync(cache, { recursive: true });
  // A folder of its own for each run: two runs side by side must not overwrite each other's bundle.
  const folder = mkdtempSync(join(cache, `${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = await bundleCommand(entry, folder, project);
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0] ?? 'node', file, ...args];
  await import(pathToFileURL(file).href);
}

/** Builds the kernels and samples that are missing or old. It says so on stderr: stdout is the command's. */
async function prepare() {
  await buildKernels();
  const script = join(import.meta.dirname, 'build-datasets.mjs');
  const { status } = spawnSync(process.execPath, [script], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The sample datasets could not be built: run “npm ci”, then try again.');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, ...args] = process.argv.slice(2);
  if (name && findCommand(name)) await prepare();
  await runCommand(name, args);
}
