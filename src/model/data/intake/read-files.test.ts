import { saying, sayingJust } from '../../../contract/messages/testing/saying.ts';
import { expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import type { Progress } from '../../../contract/dataset.ts';
import { rowDefect } from '../table.ts';
import { zipOf } from '../testing/archives.ts';
import { readTable } from './read-table.ts';
import { readFiles, rowsOf } from './testing/read.ts';

test('notes above the header are passed over', async () => {
  const table = await readFiles({
    'x.csv': 'Report of March\n\nMade by the shop;;\n\nReview;Stars;Day\nVery good;5;1\nBad;1;2\nFine;4;9\n',
  });
  expect(table.columns).toEqual(['Review', 'Stars', 'Day']);
  expect(table.rowCount).toBe(3);
  const comma = await readFiles({ 'x.csv': 'Export, May 2024\ntext,label\nVery good,5\nBad,1\n' });
  expect(comma.columns).toEqual(['text', 'label']);
  expect(comma.rowCount).toBe(2);
});

test('a file of an archive that looks like no data is held to its checksum before it is passed over', async () => {
  const large = 'text,label\n' + 'Good film,1\nBad film,0\n'.repeat(60_000);
  const bytes = zipOf({ 'a.csv': 'text,label\nFine film,1\nBad film,0\n', 'b.csv': large }, { level: 0 });
  const start = new TextDecoder('latin1').decode(bytes).indexOf('Good film');
  bytes.fill(1, start, start + (1 << 16));
  await expect(readFiles({ 'r.zip': bytes })).rejects.toThrow(saying(/“r\.zip\/b\.csv” is damaged/));
  const other = zipOf({
    'a.csv': 'text,label\nFine film,1\nBad film,0\n',
    'b.bin1': bytes.slice(start, start + 2_000_000),
  });
  expect((await readFiles({ 'r.zip': other })).rowCount).toBe(2);
});

test('what is about to be read is told: large files by name, small ones by their folder', async () => {
  const long = 'text,label\n' + 'Good film,1\nBad film,0\n'.repeat(2_000);
  const input = {
    'r/a.csv': 'text,label\nGood,1\n',
    'r/b.csv': 'text,label\nBad,0\n',
    'r/c.csv': long,
    'd.csv': long,
  };
  const told: string[] = [];
  await readFiles(input, { onFile: (file) => told.push(file) });
  expect(told).toEqual(['r', 'r/c.csv', 'd.csv']);
  const inside: string[] = [];
  const zip = zipOf({ 'a.csv': long, 'b/c.csv': 'text,label\nBad,0\n' });
  await readFiles({ 'r.zip': zip }, { onFile: (file) => inside.push(file) });
  expect(inside).toEqual(['r.zip', 'r.zip/a.csv', 'r.zip/b']);
});

test('a short first row is no note when the next one is no header', async () => {
  const long = 'A film of which I can say no more than that it is one of many';
  const table = await readFiles({ 'x.csv': `${long}\nVery good film,1\nBad film,0\nSo so,0\n` });
  expect(rowsOf(table)[0]).toEqual([long, '']);
  expect(table.rowCount).toBe(4);
});

test('files with the same columns are one table, whatever their order', async () => {
  const table = await readFiles({
    'a.csv': 'text,label\nGood film,1\n',
    'b.csv': 'label,text\n0,Bad film\n',
  });
  expect(table.columns).toEqual(['text', 'label']);
  expect(rowsOf(table)).toEqual([
    ['Good film', '1'],
    ['Bad film', '0'],
  ]);
  expect(table).toMatchObject({ fileCount: 2, fileName: '2 files' });
  expect(table.files.map(({ path, rows }) => [path, rows])).toEqual([
    ['a.csv', 1],
    ['b.csv', 1],
  ]);
});

test('files that share two columns are one table with empty cells, also in two formats', async () => {
  const table = await readFiles({
    'a.csv': 'text,label,year\nGood film,1,1999\n',
    'b.jsonl': '{"text":"Bad film","label":0}\n{"text":"Worse","label":0,"note":"x"}\n',
  });
  expect(table.columns).toEqual(['text', 'label', 'year', 'note']);
  expect(rowsOf(table)).toEqual([
    ['Good film', '1', '1999', ''],
    ['Bad film', '0', '', ''],
    ['Worse', '0', '', 'x'],
  ]);
});

test('a file with other columns is named', async () => {
  const files = { 'a.csv': 'text,label\nGood,1\nBad,0\n', 'b.csv': 'id,price\nx,2\ny,3\n' };
  await expect(readFiles(files)).rejects.toThrow(
    sayingJust('“b.csv” has other columns than “a.csv”. Use files with the same columns, or one at a time.'),
  );
});

test('objects may have keys that those before them lacked', async () => {
  const items = Array.from({ length: 3_000 }, (_, row) =>
    row === 2_999 ? { text: 'x', label: 1, late: 'y' } : { text: `film ${row}`, label: row % 2 },
  );
  const table = await readFiles({ 'x.json': JSON.stringify(items) }, { chunkUnits: 1_000 });
  expect(table.columns).toEqual(['text', 'label', 'late']);
  expect(rowsOf(table)[0]).toEqual(['film 0', '0', '']);
  expect(rowsOf(table).at(-1)).toEqual(['x', '1', 'y']);
});

test('a wrapper inside a wrapper', async () => {
  const table = await readFiles({
    'x.json': '{"response":{"n":2,"data":[{"t":"a","s":1},{"t":"b","s":0}]}}',
  });
  expect(table.columns).toEqual(['t', 's']);
  expect(table.rowCount).toBe(2);
});

test('a file a class, a review a line', async () => {
  const table = await readFiles({
    'rt-polaritydata/rt-polarity.neg': 'simplistic , silly and tedious .\n\nexploitative\n',
    'rt-polaritydata/rt-polarity.pos': 'the rock is great, and new\neffective\nfine, but long\n',
    'rt-polaritydata/README.txt': 'These are reviews.\nThey are from far away.\n',
  });
  expect(table.format).toBe('text');
  expect(table.columns).toEqual(['text', 'label']);
  expect(table.made).toEqual({ label: 'label', split: null });
  const labels = rowsOf(table).map(([, label]) => label);
  expect(labels).toEqual(['neg', 'neg', 'pos', 'pos', 'pos']);
});

test('a folder a class, a review a file, with a provided split', async () => {
  const files: Record<string, string> = {
    'aclImdb/README': 'Large Movie Review Dataset\n\nmore, about, it\n',
    'aclImdb/imdb.vocab': 'the\nand\n',
    'aclImdb/train/urls_pos.txt': 'http://x\nhttp://y\n',
    'aclImdb/train/labeledBow.feat': '9 0:9 1:1\n',
  };
  const last = { 'aclImdb/zz.csv': 'id,url\n1,x\n2,y\n' };
  for (const part of ['train', 'test']) {
    for (const label of ['pos', 'neg']) {
      for (let i = 0; i < 15; i++) {
        files[`aclImdb/${part}/${label}/${i}_7.txt`] =
          `A ${label} film, ${part} ${i}.\n\nReally, so, yes.<br />`;
      }
    }
  }
  const table = await readFiles({ ...files, ...last });
  expect(table).toMatchObject({ format: 'text-files', fileCount: 60, rowCount: 60, encoding: 'UTF-8' });
  expect(table.fileName).toBe('60 files of aclImdb');
  expect(table.columns).toEqual(['text', 'label', 'split']);
  expect(table.made).toEqual({ label: 'label', split: 'split' });
  expect(rowsOf(table)[0]).toEqual(['A pos film, train 0. Really, so, yes.', 'pos', 'train']);
  expect(rowsOf(table).at(-1)).toEqual(['A neg film, test 14. Really, so, yes.', 'neg', 'test']);
});

test('commas and tabs of short reviews in files of their own make no table of them', async () => {
  const texts = ['Nice plot, weak end', 'Good\tfilm', 'Short, but good\nLong, but good', 'So, so', 'Ah;oh'];
  const files = Array.from({ length: 20 }, (_, i) => [`${i % 2 ? 'pos' : 'neg'}/${i}.txt`, texts[i % 5]]);
  const table = await readFiles(Object.fromEntries(files));
  expect(table).toMatchObject({ format: 'text-files', rowCount: 20, columns: ['text', 'label'] });
  const lines = (count: number) =>
    Array.from({ length: count }, (_, i) => `Nice number ${i}, I say`).join('\n');
  const byClass = await readFiles({ 'pos.txt': lines(30), 'neg.txt': lines(20) });
  expect(byClass).toMatchObject({ format: 'text', rowCount: 50, columns: ['text', 'label'] });
  expect(rowsOf(byClass)[0]).toEqual(['Nice number 0, I say', 'pos']);
});

test('train.csv and test.csv keep their split', async () => {
  const table = await readFiles({
    'train.csv': 'text,label\nGood film,1\nBad film,0\n',
    'test.csv': 'text,label\nFine film,1\n',
  });
  expect(table.made).toEqual({ label: null, split: 'split' });
  expect(rowsOf(table).map((row) => row[2])).toEqual(['train', 'train', 'test']);
});

test('what lies beside the data in a folder is passed over, but not a file that was chosen', async () => {
  const csv = 'text,label\nGood film,1\nBad film,0\n';
  const pdf = '%PDF-1.7 …';
  const table = await readFiles({
    'set/data.csv': csv,
    'set/paper.dat': pdf,
    'set/notes.txt': 'Some notes.\n',
  });
  expect(table).toMatchObject({ fileCount: 1, fileName: 'data.csv', rowCount: 2 });
  await expect(readFiles({ 'data.csv': csv, 'paper.dat': pdf })).rejects.toThrow(
    saying('“paper.dat” is a PDF.'),
  );
  await expect(readFiles({ 'set/paper.dat': pdf })).rejects.toThrow(saying('“set/paper.dat” is a PDF.'));
  await expect(readFiles({ 'set/README.md': 'x' })).rejects.toThrow(InputError);
  await expect(readFiles({})).rejects.toThrow(InputError);
});

test('rows of files that name no class are counted: those of a chosen file are there, without a label', async () => {
  const files = {
    'pos.txt': 'Good pot\nNice pan\n',
    'neg.txt': 'Bad pot\n',
    'more.txt': 'Odd lid\nOld lid\n',
  };
  const chosen = await readFiles(files);
  expect(rowsOf(chosen).slice(3)).toEqual([
    ['Odd lid', ''],
    ['Old lid', ''],
  ]);
  const inFolder = await readFiles({ 'a.zip': zipOf({ ...files, README: 'Of pots.\n' }) });
  expect(inFolder.rowCount).toBe(3);
  expect(inFolder.excludedBefore).toEqual([{ reason: 'no-label', count: 2 }]);
});

test('lines with their labels, as fastText has them', async () => {
  const table = await readFiles({ 'train.ft.txt': '__label__2 Great, really\n\n__label__1 Bad: so, so\n' });
  expect(table.format).toBe('text');
  expect(table.columns).toEqual(['label', 'text']);
  expect(rowsOf(table)).toEqual([
    ['__label__2', 'Great, really'],
    ['__label__1', 'Bad: so, so'],
  ]);
});

test('a broken file in a folder is told of, not passed over', async () => {
  const files = { 'set/a.csv': 'text,label\nGood film,1\nBad film,0\n', 'set/b.json': '[{"text":"x",}]' };
  await expect(readFiles(files)).rejects.toThrow(saying('“set/b.json” is broken JSON at line 1, column 14.'));
  const other = { ...files, 'set/b.json': '{"version":2}' };
  expect((await readFiles(other)).fileCount).toBe(1);
});

test('a text without labels says what is missing', async () => {
  await expect(readFiles({ 'x.txt': 'Good film, really.\nBad film.\nSo, so, la la.\n' })).rejects.toThrow(
    saying('“x.txt” has only one column.'),
  );
});

test('rows are marked for what was wrong with them', async () => {
  const table = await readFiles({
    'x.csv': 'text,label\nfine,1\nAn <i>odd</i> one,1\ncafÃ©,0\n<script>alert("x")</script> â€™ 寿司,0\n',
  });
  expect([...table.defects]).toEqual([
    0,
    rowDefect.markup,
    rowDefect.repaired,
    rowDefect.markup | rowDefect.wrongEncoding,
  ]);
  expect(rowsOf(table)[2][0]).toBe('café');
  expect(rowsOf(table)[3][0]).toBe('<script>alert("x")</script> â€™ 寿司');
});

test('samples of broken lines are kept', async () => {
  const table = await readFiles({
    'x.jsonl': '{"t":"a","s":1}\n{"t":"b",\n{"t":"c","s":0}\n{"t":"d","s":0}',
  });
  expect(table.broken).toEqual({ count: 1, samples: ['{"t":"b",'] });
});

function bigCsv(rows: number): Blob {
  const block = 'A film that goes on, and on, and on for most of its hours.;1\n'.repeat(1_000);
  return new Blob(['text;label\n', ...Array<string>(rows / 1_000).fill(block)]);
}

test('progress goes from 0 to 1 and never back', async () => {
  const seen: Progress[] = [];
  const files = [{ path: 'x.csv', blob: bigCsv(200_000) }];
  const table = await readTable(files, { onProgress: (progress) => seen.push(progress) });
  expect(table.rowCount).toBe(200_000);
  expect(seen.length).toBeGreaterThan(1);
  const shares = seen.map(({ share }) => share ?? Number.NaN);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(Math.min(...shares)).toBeLessThan(0.9);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  expect(seen.every(({ phase }) => phase === 'reading')).toBe(true);
});

test('reading is cancelled soon, and lets timers in', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled');
  setTimeout(() => controller.abort(reason), 60);
  const started = performance.now();
  const files = [{ path: 'x.csv', blob: bigCsv(1_000_000) }];
  await expect(readTable(files, { signal: controller.signal })).rejects.toBe(reason);
  expect(performance.now() - started).toBeLessThan(1_500);
});
