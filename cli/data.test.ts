import { saying } from '../src/contract/messages/testing/saying.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrainingService } from '../src/model/index.ts';
import { loadData } from './data.ts';
import type { DataFlags } from './data.ts';

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-data-'));
  file = join(folder, 'reviews.csv');
  const rows = Array.from({ length: 60 }, (_, row) => {
    const part = row < 40 ? 'train' : 'test';
    return `Thing number ${row} is ${row % 2 ? 'good' : 'bad'} for ${row * 7},${row % 2 ? 'yes' : 'no'},${part}`;
  });
  await writeFile(file, ['words,liked,part', ...rows].join('\n'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function load(flags: DataFlags, ...words: string[]) {
  return loadData(new TrainingService(), flags, words);
}

describe('data for a command', () => {
  it('takes paths with a flag and without one as one table', async () => {
    const more = join(folder, 'more.csv');
    await writeFile(more, 'words,liked,part\nOne more of the good ones,yes,test\n');
    const { summary, opened } = await load({ file: [more] }, file);
    expect(summary).toMatchObject({ rowsRead: 61, rowsUsed: 61, classLabels: ['no', 'yes'] });
    expect(opened?.preview.fileCount).toBe(2);
  });

  it('keeps a provided split, unless told to split by chance', async () => {
    expect((await load({}, file)).summary.provided).toEqual({ train: 40, validation: 0, test: 20 });
    expect((await load({ 'split-by-chance': true }, file)).summary.provided).toBeNull();
    const { opened } = await load({ 'split-column': 'part' }, file);
    expect(opened?.choice.split).toBe('part');
  });

  it('applies a file of corrections, and says how many found their text', async () => {
    const service = new TrainingService();
    await loadData(service, {}, [file]);
    await service.data.correct([0, 2], 1);
    await service.data.correct([5], 'exclude');
    const corrections = join(folder, 'corrections.json');
    await writeFile(corrections, service.data.exportCorrections().bytes);
    const { summary, notes } = await load({ corrections }, file);
    expect(summary).toMatchObject({ corrections: 3, classCounts: [28, 31] });
    expect(summary.rowsUsed).toBe(59);
    expect(notes).toEqual(['Corrected 3 reviews.']);
    const other = join(folder, 'other.csv');
    const plain = Array.from(
      { length: 40 },
      (_, row) => `Other number ${row} here,${row % 2 ? 'yes' : 'no'}`,
    );
    await writeFile(other, ['words,liked', ...plain].join('\n'));
    expect((await load({ corrections }, other)).notes).toEqual([
      'Corrected 0 reviews; 3 more corrections are of texts that this data does not have.',
    ]);
  });

  it('cleans a sample, and takes its own shares', async () => {
    const plain = await load({ dataset: 'uci-sentences' });
    const balanced = await load({ dataset: 'uci-sentences', balance: true });
    const [negative, positive] = plain.summary.classCounts;
    expect(negative).not.toBe(positive);
    const fewer = Math.min(negative, positive);
    expect(balanced.summary.classCounts).toEqual([fewer, fewer]);
    expect(plain.opened).toBeNull();
  });

  it.each<[DataFlags, string[], string]>([
    [{}, ['nowhere.csv'], 'The file “nowhere.csv” could not be read.'],
    [
      { encoding: 'latin' },
      ['FILE'],
      '--encoding must be one of: UTF-8, UTF-16, windows-1252, windows-1250, windows-1251,',
    ],
    [
      { classes: 'yes=best' },
      ['FILE'],
      '--classes takes pairs such as pos=positive,neg=negative,mixed=exclude; other names are classes of their own, 2 to 50 of them.',
    ],
    [{ 'text-column': 'body' }, ['FILE'], 'The file has no column “body”. It has: words, liked, part.'],
    [{ 'label-column': 'words' }, ['FILE'], 'The column “words” has too many labels.'],
    [{ dataset: 'imdb' }, ['FILE'], 'Name a --dataset or files, not both.'],
    [{ dataset: 'none' }, [], 'There is no sample “none”'],
    [{ encoding: 'UTF-8' }, [], '--encoding is for files of your own: a sample’s columns are known.'],
    [{ corrections: 'none.json' }, ['FILE'], 'The file “none.json” could not be read.'],
  ])('says what is wrong with %j in one sentence', async (flags, words, sentence) => {
    const paths = words.map((word) => (word === 'FILE' ? file : word));
    await expect(load(flags, ...paths)).rejects.toThrow(saying(sentence));
  });
});
