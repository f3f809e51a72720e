/**
 * Compiles the WebAssembly kernels (AssemblyScript) into `.cache/kernels`, four times: with and without
 * relaxed SIMD, with and without threads. Each comes as `.wasm` and, for bundlers, Node and tests alike,
 * as a module that holds it as text. Does nothing when the sources have not changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { tilesSource } from './tile-source.mjs';

const root = join(import.meta.dirname, '..');
const folder = '.cache/kernels';
const entry = 'src/model/backends/wasm/assembly/index.ts';

/** Pages of 64 KiB that a module asks for at least. */
const initialPages = 16;

/** @type {{ name: string, features: string[], shared: boolean }[]} */
const variants = [];
for (const simd of ['simd', 'relaxed'])
  for (const threads of ['single', 'threads']) {
    const features = ['simd', ...(simd === 'relaxed' ? ['relaxed-simd'] : [])];
    const shared = threads === 'threads';
    variants.push({
      name: `${simd}-${threads}`,
      features: shared ? [...features, 'threads'] : features,
      shared,
    });
  }

/** @param {string} path under src/model */
function isSource(path) {
  if (path.endsWith('.test.ts')) return false;
  return (
    /\/assembly\/[^/]+\.ts$/.test(path) ||
    /(^ops\/optimizers\/[^/]+|(^|\/|-)(registry|signature|jobs|control|assembly-source))\.ts$/.test(path)
  );
}

/** Every file that a kernel is made from, in one order. */
function sourceFiles() {
  const under = join(root, 'src/model');
  const all = readdirSync(under, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => isSource(path))
    .map((path) => `src/model/${path}`);
  return [...all.toSorted(), 'scripts/build-kernels.mjs', 'scripts/tile-source.mjs'];
}

function stamp() {
  const hash = createHash('sha256');
  for (const path of sourceFiles()) hash.update(path).update(readFileSync(join(root, path)));
  hash.update(readFileSync(join(root, 'node_modules/assemblyscript/package.json')));
  return hash.digest('hex');
}

/** @param {typeof variants[number]} variant @param {number} mostPages that a memory may grow to */
async function compile({ name, features, shared }, mostPages) {
  const { default: asc } = await import('assemblyscript/asc');
  const flags = shared ? ['--sharedMemory', '--maximumMemory', String(mostPages)] : [];
  const output = `${folder}/${name}.wasm`;
  let report = '';
  const { error } = await asc.main(
    [
      ...[entry, '--outFile', output, '-O3', '--noAssert', '--runtime', 'stub', '--importMemory'],
      ...['--initialMemory', String(initialPages), '--enable', features.join(','), ...flags],
    ],
    {
      readFile: (path, base) => {
        const full = join(base, path);
        return existsSync(full) ? readFileSync(full, 'utf8') : null;
      },
      stderr: { write: (text) => void (report += text) },
      writeFile: (path, contents, base) => writeFileSync(join(base, path), contents),
    },
  );
  if (error) throw new Error(`The kernels “${name}” do not compile:\n${error.message}\n${report}`);
  const text = readFileSync(join(root, output)).toString('base64');
  const source = `/** Written by scripts/build-kernels.mjs: ${name}.wasm as base64. */\nconst binary: string =\n  '${text}';\nexport default binary;\n`;
  writeFileSync(join(root, folder, `${name}.ts`), source);
}

/** The AssemblyScript that follows from the list of ops, by file, and the memory: TypeScript that Node can't load as it is. */
async function written() {
  const { bundleCommand } = await import('./bundle-command.mjs');
  const bundle = join(root, folder, 'sources-bundle');
  await bundleCommand(join(root, 'src/model/backends/wasm/assembly-source.ts'), bundle, root);
  const { assemblySources, mostPages } = await import(pathToFileURL(join(bundle, 'command.mjs')).href);
  rmSync(bundle, { recursive: true });
  return { sources: { 'tiles.ts': tilesSource(), ...assemblySources() }, mostPages };
}

/** Compiles what is not up to date. @returns {Promise<boolean>} whether anything was compiled */
export async function buildKernels() {
  const stampFile = join(root, folder, 'stamp');
  const now = stamp();
  const complete = variants.every(({ name }) => existsSync(join(root, folder, `${name}.ts`)));
  if (complete && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === now) return false;
  mkdirSync(join(root, folder), { recursive: true });
  const { sources, mostPages } = await written();
  for (const [file, text] of Object.entries(sources)) writeFileSync(join(root, folder, file), text);
  for (const variant of variants) await compile(variant, mostPages);
  writeFileSync(stampFile, now);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.chdir(root);
  const built = await buildKernels();
  console.log(built ? `Kernels compiled into ${folder}.` : 'Kernels are up to date.');
}
