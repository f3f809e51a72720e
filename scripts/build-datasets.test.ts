import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { sampleIds, type Catalogue } from '../src/contract/dataset.ts';
import { readSample, type Dataset } from '../src/model/data/index.ts';
import { buildDatasets } from './build-datasets.mjs';

const site = mkdtempSync(join(tmpdir(), 'datasets-'));
const folder = join(site, 'datasets');
afterAll(() => rmSync(site, { recursive: true, force: true }));

function read(file: string, name: string): Dataset {
  return readSample(readFileSync(join(folder, file)), { name });
}

function expectClean(dataset: Dataset): void {
  const texts = Array.from(dataset.classes, (_, row) => dataset.texts.get(row));
  expect(new Set(texts).size).toBe(texts.length);
  const dirty = texts.filter((text) => /<br|[\0-\u001f\u0080-\u009f]|^\s|\s$/i.test(text) || text === '');
  expect(dirty).toEqual([]);
  expect(texts.every((text) => text.normalize('NFC') === text)).toBe(true);
}

test('both samples are built, clean, with the rows of their packages', async () => {
  const catalogue = await buildDatasets({ withImdb: true, folder });
  expect(catalogue.map(({ id }) => id)).toEqual(sampleIds);
  expect(catalogue.map(({ id, rows }) => ({ id, rows }))).toEqual([
    { id: 'uci-sentences', rows: 2_982 },
    { id: 'imdb', rows: 49_578 },
  ]);
  expect(JSON.parse(readFileSync(join(folder, 'catalogue.json'), 'utf8'))).toMatchObject({
    samples: catalogue,
  });
  for (const sample of catalogue) {
    const dataset = read(`${sample.id}.reviews`, sample.name);
    expect(sample.file).toBe(`datasets/${sample.id}.reviews`);
    expect(sample.bytes).toBe(statSync(join(folder, `${sample.id}.reviews`)).size);
    expect(dataset.texts.length).toBe(sample.rows);
    const excluded = dataset.excluded.reduce((sum, { count }) => sum + count, 0);
    expect(dataset.rowsRead).toBe(sample.id === 'imdb' ? 50_000 : 3_003);
    expect(dataset.texts.length + excluded).toBe(dataset.rowsRead);
    expect(Math.abs(dataset.classes.filter((value) => value === 1).length / sample.rows - 0.5)).toBeLessThan(
      0.01,
    );
    expectClean(dataset);
  }
}, 120_000);

test('a public build leaves no trace of what a site may not ship', async () => {
  const catalogue = await buildDatasets({ withImdb: false, folder });
  expect(catalogue.map(({ id }) => id)).toEqual(['uci-sentences']);
  expect(readdirSync(folder).toSorted()).toEqual(['catalogue.json', 'uci-sentences.reviews']);
  expect(readFileSync(join(folder, 'catalogue.json'), 'utf8')).not.toContain('imdb');
});

test('what is up to date is not built again', async () => {
  await buildDatasets({ withImdb: true, folder });
  const before = statSync(join(folder, 'imdb.reviews')).mtimeMs;
  const started = performance.now();
  await buildDatasets({ withImdb: true, folder });
  expect(performance.now() - started).toBeLessThan(1_500);
  expect(statSync(join(folder, 'imdb.reviews')).mtimeMs).toBe(before);
  expect(existsSync(join(folder, 'catalogue.json'))).toBe(true);
});

test('the catalogue says whether the same site has English vectors', async () => {
  const told = async () => {
    await buildDatasets({ withImdb: false, folder });
    const catalogue = JSON.parse(readFileSync(join(folder, 'catalogue.json'), 'utf8')) as Catalogue;
    return catalogue.hasEnglishVectors;
  };
  expect(await told()).toBe(false);
  mkdirSync(join(site, 'vectors'));
  writeFileSync(join(site, 'vectors/english-100d.vectors'), '');
  expect(await told()).toBe(true);
});
