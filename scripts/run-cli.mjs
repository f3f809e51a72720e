/**
 * Runs a command of cli/ or bench/ in this Node: `node scripts/run-cli.mjs train --seed 7`.
 *
 * Node can't load the project's TypeScript, `?raw` imports and shader files as they are, so Vite bundles the
 * command first, in about a second. That happens in another process: a command that reads a large file should
 * not pay for Vite's memory as well. The command itself runs in this one, with its terminal and its signals.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

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
 * Runs another script of this folder to its end. What it says goes to stderr: stdout is the command's.
 *
 * @param {string} script
 * @param {string[]} args
 * @returns {boolean} whether it went well
 */
function runScript(script, ...args) {
  const path = join(import.meta.dirname, script);
  return spawnSync(process.execPath, [path, ...args], { stdio: ['ignore', 2, 2] }).status === 0;
}

/** As the shell has it for a program that SIGPIPE ends: 128 and the signal's number. */
const closedOutputExitCode = 141;

/**
 * Whoever reads the output may have seen enough, as `| head -1` has: then the command ends, and says nothing. Node
 * alone would end it with a stack trace.
 */
function endWithOutput() {
  process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== 'EPIPE') console.error(`The output could not be written (${error.code}).`);
    process.exit(error.code === 'EPIPE' ? closedOutputExitCode : 1);
  });
  // Nobody is left who could be told.
  process.stderr.on('error', () => undefined);
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
  if (!runScript('bundle-command.mjs', entry, folder, project)) {
    process.exitCode = 1;
    return;
  }
  const file = join(folder, 'command.mjs');
  endWithOutput();
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0] ?? 'node', file, ...args];
  await import(pathToFileURL(file).href);
}

/** Builds the kernels and samples that are missing or old. */
async function prepare() {
  await buildKernels();
  if (!runScript('build-datasets.mjs'))
    throw new Error('The sample datasets could not be built: run “npm ci”, then try again.');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, ...args] = process.argv.slice(2);
  if (name && findCommand(name)) await prepare();
  await runCommand(name, args);
}
