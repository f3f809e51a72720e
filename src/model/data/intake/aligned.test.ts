/** Texts and labels in files of their own, line by line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../contract/messages/testing/saying.ts';
import { previewTable } from '../preview.ts';
import { zipOf } from '../testing/archives.ts';
import { readFiles, rowsOf } from './testing/read.ts';

const text = (i: number) => `Soap ${i} smells ${i % 2 ? 'lovely' : 'foul'}, I think`;
const texts = (count: number, from = 0) => Array.from({ length: count }, (_, i) => text(from + i));
const codes = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `${(from + i) % 2}`);
const file = (lines: readonly string[]) => `${lines.join('\n')}\n`;

/** What page and command line would read. */
async function guessed(files: Record<string, string | Uint8Array<ArrayBuffer>>) {
  const table = await readFiles(files);
  const { guess } = previewTable(table);
  const place = (name: string | null) => table.columns.indexOf(name ?? '');
  const cells = rowsOf(table).map((row) =>
    [guess.text, guess.label, guess.split].map((name) => row[place(name)]),
  );
  return { table, cells };
}

const pairs = (count: number) => texts(count).map((one, i) => [one, codes(count)[i], undefined]);

describe('two files that were chosen', () => {
  it.each([
    ['sents.txt', 'sentiments.txt'],
    ['a.txt', 'b.txt'],
    ['reviews', 'reviews.labels'],
    ['x/train.en', 'x/train.label'],
  ])('%s and %s are one table', async (first, second) => {
    const files = { [first]: file(texts(20)), [second]: file(codes(20)) };
    expect((await guessed(files)).cells).toEqual(pairs(20));
    const [a, b] = Object.entries(files);
    expect((await guessed(Object.fromEntries([b, a]))).cells).toEqual(pairs(20));
  });

  it('may be columns of a CSV each, with a header', async () => {
    const quoted = texts(12).map((one) => `"${one}"`);
    const { cells } = await guessed({
      'X.csv': file(['review', ...quoted]),
      'y.csv': file(['sentiment', ...codes(12)]),
    });
    expect(cells).toEqual(pairs(12));
  });

  it('may have empty texts, which keep their place', async () => {
    const lines = texts(20).with(3, '').with(7, '');
    const { table } = await guessed({ 'a.txt': file(lines), 'b.txt': file(codes(20)) });
    expect(rowsOf(table)[3]).toEqual(['', '1']);
    expect(rowsOf(table)[8]).toEqual([text(8), '0']);
  });

  it('are refused in one sentence when one has a line more', async () => {
    await expect(readFiles({ 'a.txt': file(texts(20)), 'b.txt': file(codes(19)) })).rejects.toThrow(
      saying(
        '“b.txt” has 19 lines and “a.txt” 20. Each line of one must be the label of a line of the other.',
      ),
    );
    await expect(readFiles({ 'r/a.txt': file(texts(20)), 'r/b.txt': file(codes(21)) })).rejects.toThrow(
      saying('“r/b.txt” has 21 lines and “r/a.txt” 20.'),
    );
  });

  it('leave no third one out without a word', async () => {
    const files = { 'a.txt': file(texts(20)), 'b.txt': file(codes(20)), 'c.txt': file(texts(7)) };
    await expect(readFiles(files)).rejects.toThrow(
      saying('“c.txt” has not as many lines as a file beside it.'),
    );
  });

  it('may be large', async () => {
    const many = 40_000;
    const { table } = await guessed({ 'a.txt': file(texts(many)), 'b.txt': file(codes(many)) });
    expect(table.rowCount).toBe(many);
    expect(rowsOf(table).at(-1)).toEqual([text(many - 1), '1']);
  });
});

const parts = [
  ['train', 20],
  ['dev', 6],
  ['test', 6],
] as const;

describe('folders', () => {
  it('with a part each, and two files of labels', async () => {
    const files = Object.fromEntries(
      parts.flatMap(([part, count]) => [
        [`corpus/${part}/sents.txt`, file(texts(count, count))],
        [`corpus/${part}/sentiments.txt`, file(codes(count, count))],
        [`corpus/${part}/topics.txt`, file(codes(count).map((_, i) => `${i % 3}`))],
      ]),
    );
    const { table, cells } = await guessed(files);
    expect(table.columns).toEqual(['sents', 'sentiments', 'topics', 'split']);
    expect(cells).toHaveLength(32);
    expect(cells[0]).toEqual([text(20), '0', 'train']);
    expect(cells.at(-1)).toEqual([text(11), '1', 'test']);
  });

  it('with all parts in one, and what the codes mean', async () => {
    const files = Object.fromEntries(
      parts.flatMap(([part, count]) => [
        [`${part}_labels.txt`, file(codes(count))],
        [`${part}_text.txt`, file(texts(count))],
      ]),
    );
    const set = { ...files, 'mapping.txt': '0\tnegative\n1\tpositive\n', 'README.md': 'About soap.' };
    for (const { table, cells } of [
      await guessed({ 'a.zip': zipOf(set) }),
      await guessed(
        Object.fromEntries(Object.entries(set).map(([path, content]) => [`soap/${path}`, content])),
      ),
    ]) {
      expect(table.rowCount).toBe(32);
      expect(cells[1]).toEqual([text(1), 'positive', expect.stringMatching(/train|validation|test/)]);
      expect(new Set(cells.map(([, , part]) => part))).toEqual(new Set(['train', 'validation', 'test']));
    }
  });

  it('of files of a class each are no such thing', async () => {
    const { table } = await guessed({ 'r/pos.txt': file(texts(9)), 'r/neg.txt': file(texts(9, 30)) });
    expect(rowsOf(table)[0]).toEqual([text(0), 'pos']);
    expect(table.rowCount).toBe(18);
  });
});

it('each text stands beside its label, whatever the texts are', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '5', '-', '!'), maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 60 }),
      async (odd, chunkUnits) => {
        const lines = [...texts(20), ...odd, ...texts(4, 40)];
        const labels = lines.map((_, i) => (i % 3 ? 'good' : 'bad'));
        const table = await readFiles({ 'a.txt': file(lines), 'b.txt': file(labels) }, { chunkUnits });
        const clean = (one: string) => one.replaceAll(/ +/g, ' ').trim();
        expect(rowsOf(table)).toEqual(lines.map((one, i) => [clean(one), labels[i]]));
      },
    ),
    { numRuns: 60 },
  );
});
