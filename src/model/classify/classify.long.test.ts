import { openAsBlob } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presetConfig } from '../../contract/settings.ts';
import { Random } from '../data/random.ts';
import { TrainingService } from '../training-service.ts';
import { csvAnswers } from './index.ts';

const megabyte = 1 << 20;
const words = 'the film was a story of people who go on, and “so” they say; it is très bien hay'.split(' ');
const names = ['negative', 'positive'];
const service = new TrainingService();
let folder = '';

/** Reviews of about 230 words, as those of the Large Movie Review Dataset are; every thousandth has no word. */
function* csvOf(bytes: number): Generator<string> {
  const random = new Random(1, 1);
  const texts = Array.from({ length: 500 }, () =>
    Array.from({ length: 230 }, () => words[random.below(words.length)]).join(' '),
  );
  yield 'id,review,sentiment\n';
  for (let row = 0, written = 0; written < bytes; row++) {
    const text = row % 1_000 === 999 ? '…' : `${row % 2 ? 'good' : 'bad'} ""${row}"" ${texts[row % 500]}`;
    const line = `${row},"${text}",${names[row % 2]}\n`;
    written += line.length;
    yield line;
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'classify-'));
  const rows = Array.from({ length: 400 }, (_, i) => `${i % 2 ? 'good' : 'bad'} number ${i},${names[i % 2]}`);
  const blob = new Blob([['text,label', ...rows].join('\n')]);
  await service.data.openFiles([{ path: 'learned.csv', blob }], {});
  await service.data.chooseColumns({ text: 'text', label: 'label', classes: { negative: 0, positive: 1 } });
  const config = { ...presetConfig('recommended'), layerSizes: [4], embeddingSize: 4, maxLength: 12 };
  const small = { ...config, keptEnd: 'start', backend: 'wasm', learningRate: 0.02 } as const;
  for await (const _ of service.train(small, new AbortController().signal));
});

afterAll(async () => {
  service.backend.close();
  await rm(folder, { recursive: true });
});

test('a CSV file of 500 MB with labels is classified and tested within 1 GB of memory', async () => {
  const path = join(folder, 'big.csv');
  const input = await open(path, 'w');
  let block = '';
  for (const line of csvOf(500e6)) {
    block += line;
    if (block.length < megabyte) continue;
    await input.write(block);
    block = '';
  }
  await input.write(block);
  await input.close();
  const output = await open(join(folder, 'answers.csv'), 'w');
  let peak = 0;
  let silence = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
    silence = Math.max(silence, performance.now() - last);
    last = performance.now();
  }, 20);
  const summary = await service.answers.classify(
    [{ path: 'big.csv', blob: await openAsBlob(path) }],
    { text: null, label: null },
    { format: csvAnswers, write: async (piece) => void (await output.write(piece)) },
  );
  clearInterval(timer);
  await output.close();
  expect(summary).toMatchObject({ text: 'review', label: 'sentiment' });
  expect(summary.withoutWords).toBe(Math.floor(summary.rows / 1_000));
  // The number tells them apart: no row is the copy of another but for the wordless ones.
  expect(summary.test?.rows).toBe(summary.rows - summary.withoutWords);
  expect(summary.test?.accuracy).toBeGreaterThan(0.95);
  expect((await stat(join(folder, 'answers.csv'))).size).toBeGreaterThan(500e6);
  expect(peak / megabyte).toBeLessThan(1024);
  // A worker that is silent for 10 s is taken for dead.
  expect(silence).toBeLessThan(5_000);
});
