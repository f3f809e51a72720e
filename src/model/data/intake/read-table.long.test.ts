import { mkdtemp, open, rm } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { Random } from '../random.ts';
import { readTable } from './read-table.ts';

const megabyte = 1 << 20;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intake-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A file on disk, so that nothing but its reader holds it. */
async function writeFile(name: string, parts: Iterable<string>): Promise<Blob> {
  const path = join(folder, name);
  const file = await open(path, 'w');
  for (const part of parts) await file.write(part);
  await file.close();
  return openAsBlob(path);
}

const words =
  'the film was a good bad story of people who go on, and “so” they say; it is très bien hay'.split(' ');

/** Reviews of about 230 words, as those of the Large Movie Review Dataset are. */
function* csvOf(bytes: number): Generator<string> {
  const random = new Random(1, 1);
  const reviews = Array.from({ length: 500 }, (_, row) => {
    const text = Array.from({ length: 230 }, () => words[random.below(words.length)]).join(' ');
    return `"${text} ""${row}""<br />",${row % 2 ? 'positive' : 'negative'}\n`;
  });
  const block = reviews.join('');
  yield 'review,sentiment\n';
  for (let written = 0; written < bytes; written += block.length) yield block;
}

interface Watched<T> {
  result: T;
  /** The most bytes that the process held. */
  peak: number;
  /** The longest time for which nothing else had its turn, in milliseconds. */
  silence: number;
}

async function watched<T>(work: () => Promise<T>): Promise<Watched<T>> {
  let peak = 0;
  let silence = 0;
  let last = performance.now();
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
    silence = Math.max(silence, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(look, 20);
  const result = await work();
  clearInterval(timer);
  look();
  return { result, peak, silence };
}

test('a CSV file of 500 MB is read within 1 GB of memory', async () => {
  const blob = await writeFile('big.csv', csvOf(500e6));
  expect(blob.size).toBeGreaterThan(500e6);
  let calls = 0;
  const { result, peak, silence } = await watched(() =>
    readTable([{ path: 'big.csv', blob }], { onProgress: () => calls++ }),
  );
  expect(result.columns).toEqual(['review', 'sentiment']);
  expect(result.cells[1].get(result.rowCount - 1)).toBe('positive');
  expect(result.rowCount % 500).toBe(0);
  expect(calls).toBeGreaterThan(10);
  expect(peak / megabyte).toBeLessThan(1024);
  expect(silence).toBeLessThan(2_000);
});

function* repeated(start: string, part: string, bytes: number, end: string): Generator<string> {
  yield start;
  const block = part.repeat(Math.ceil(megabyte / part.length));
  for (let written = 0; written < bytes; written += block.length) yield block;
  yield end;
}

test.each([
  ['100 MB of words in one line', ['text,label\n', 'word ', ',1\nb,0\n']],
  ['100 MB in one cell with quotes', ['text,label\n"', 'word ""so"" \n', '",1\nb,0\n']],
  ['100 MB behind a quote that never closes', ['text,label\n"open,1\n', 'fine film,0\n', '']],
  ['100 MB of quotes', ['', '"', '']],
  ['100 MB of lines that all open a quote', ['text,label\n', '"never closed,1\n', '']],
  ['100 MB of delimiters', ['', ',', '']],
  ['100 MB of open brackets', ['', '[', '']],
  ['100 MB of open braces', ['', '{"a":', '']],
  ['100 MB of text in one JSON string', ['[{"a":"', 'word ', '","b":1}]']],
  ['100 MB of NUL bytes', ['', '\0', '']],
  ['100 MB of spaces', ['', ' ', '']],
  ['100 MB of JSON in one line', ['[', '{"text":"a good film","label":1},\n', '{"text":"x","label":0}]']],
] as const)('%s end in rows or a sentence, soon', async (_, [start, part, end]) => {
  const blob = await writeFile('long', repeated(start, part, 100e6, end));
  const started = performance.now();
  const { result, peak, silence } = await watched(() =>
    readTable([{ path: 'long', blob }], {}).catch((error: unknown) => error),
  );
  if (result instanceof Error) expect(result).toBeInstanceOf(InputError);
  else expect(result).toMatchObject({ columns: [expect.any(String), expect.any(String)] });
  expect(performance.now() - started).toBeLessThan(60_000);
  expect(peak / megabyte).toBeLessThan(1500);
  // A worker that is silent for 10 s is taken for dead.
  expect(silence).toBeLessThan(5_000);
});
