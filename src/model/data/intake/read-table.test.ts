import { saying, sayingJust } from '../../../contract/messages/testing/saying.ts';
import { expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { readFiles, rowsOf, utf8 } from './testing/read.ts';

const read = (content: string | Uint8Array<ArrayBuffer>, fileName = 'reviews.csv') =>
  readFiles({ [fileName]: content });
const cells = async (content: string | Uint8Array<ArrayBuffer>, fileName?: string) => {
  const table = await read(content, fileName);
  return { columns: table.columns, rows: rowsOf(table) };
};

const wanted = {
  columns: ['text', 'label'],
  rows: [
    ['Good, really', 'pos'],
    ['So "bad"', 'neg'],
  ],
};

test.each([
  ['comma', 'text,label\n"Good, really",pos\n"So ""bad""",neg\n', 'csv'],
  ['semicolon', 'text;label\nGood, really;pos\n"So ""bad""";neg', 'csv'],
  ['tab', 'text\tlabel\nGood, really\tpos\nSo "bad"\tneg\n', 'tsv'],
  ['vertical bar', 'text|label\nGood, really|pos\nSo "bad"|neg\n', 'csv'],
  ['separator line of Excel', 'sep=;\r\ntext;label\r\nGood, really;pos\r\nSo "bad";neg\r\n', 'csv'],
  ['byte order mark and mixed line ends', '\ufefftext,label\r"Good, really",pos\r\nSo "bad",neg\n\n', 'csv'],
  ['objects', '[{"text":"Good, really","label":"pos"},{"label":"neg","text":"So \\"bad\\""}]', 'json'],
  ['columns', '{"text":["Good, really","So \\"bad\\""],"label":["pos","neg"]}', 'json'],
  [
    'wrapper',
    '{"n":2,"rows":[{"text":"Good, really","label":"pos"},{"text":"So \\"bad\\"","label":"neg"}]}',
    'json',
  ],
  ['lists', '[["text","label"],["Good, really","pos"],["So \\"bad\\"","neg"]]', 'json'],
  [
    'JSON Lines',
    '{"text":"Good, really","label":"pos"}\r\n\r\n{"text":"So \\"bad\\"","label":"neg"}',
    'json-lines',
  ],
  [
    'columns of pandas',
    '{"text":{"0":"Good, really","1":"So \\"bad\\""},"label":{"0":"pos","1":"neg"}}',
    'json',
  ],
])('%s, whatever the file is called', async (_, text, format) => {
  for (const name of ['data', 'data.csv', 'data.tsv', 'data.json', 'data.jsonl']) {
    expect(await cells(text, name)).toEqual(wanted);
    expect(await read(text, name)).toMatchObject({
      format,
      encoding: 'UTF-8',
      broken: { count: 0 },
      fileName: name,
      fileCount: 1,
    });
  }
});

test('without a header columns are numbered and the first row is data', async () => {
  expect(await cells('I liked it a lot,1\nNot at all,0\n')).toEqual({
    columns: ['Column 1', 'Column 2'],
    rows: [
      ['I liked it a lot', '1'],
      ['Not at all', '0'],
    ],
  });
  expect((await cells('good film\tpositive\nbad film\tnegative\n')).columns).toEqual([
    'Column 1',
    'Column 2',
  ]);
  expect((await cells('fine,x\nweak,y\nbad,y\ngreat,x\n')).rows.length).toBe(4);
});

test('columns without a name and with the same name', async () => {
  expect((await cells(',text,text\n0,a b,1\n1,c d,0\n')).columns).toEqual(['Column 1', 'text', 'text (2)']);
});

test.each([
  ['commas in every text', 'Nr;Review;Stars', (i: number) => `${i};"Good, really, number ${i}";${i}`],
  ['decimal commas', 'Review;Stars', (i: number) => `Good film number ${i};${i % 5},5`],
  ['no header', '', (i: number) => `"Good, really ${i}";${i % 5},5`],
  ['a note above the header', 'Reviews of 2024;;\n\nNr;Review;Stars', (i: number) => `${i};So, so ${i};${i}`],
  [
    'bars in every row',
    'Review;Kinds',
    (i: number) => `A good film number ${i}${i % 9 ? '' : '; really'};b|${i}`,
  ],
])('semicolons are found beside %s', async (_, header, row) => {
  const lines = Array.from({ length: 60 }, (_line, i) => row(i));
  const { rows } = await cells([header, ...lines].join('\r\n'));
  expect(rows).toHaveLength(60);
  expect(rows.map((found) => found.join(';').replaceAll('"', ''))).toEqual(
    lines.map((line) => line.replaceAll('"', '')),
  );
});

test('tabs are found beside a comma in every text', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => `${i % 2}\tGood, really, number ${i}`);
  const oneComma = lines.map((line) => line.replace(', number', ' number'));
  expect((await cells(oneComma.join('\n'), 'reviews.txt')).rows[3]).toEqual(['1', 'Good, really number 3']);
});

test('rows with too few or too many cells are levelled: the longest column takes the delimiters back', async () => {
  const { rows } = await cells(
    'text,label,year\nI liked it all in all,1,1999\nI did, once,0,2001\nno more\na,b,c,1,2002\nx,1,3,,\n',
  );
  expect(rows).toEqual([
    ['I liked it all in all', '1', '1999'],
    ['I did, once', '0', '2001'],
    ['no more', '', ''],
    ['a,b,c', '1', '2002'],
    ['x', '1', '3'],
  ]);
});

test('line breaks in quoted cells stay in their cell', async () => {
  expect((await cells('text,label\n"two\nlines",1\n"one",0\n')).rows).toEqual([
    ['two lines', '1'],
    ['one', '0'],
  ]);
});

test('a quote that never closes costs no rows', async () => {
  const { rows } = await cells('text,label\n"open,1\nfine film,0\n"a, b",1\nlast one,1\n');
  expect(rows.length).toBe(4);
  expect(rows.slice(1)).toEqual([
    ['fine film', '0'],
    ['a, b', '1'],
    ['last one', '1'],
  ]);
});

test('a file whose quotes mean nothing is read without them', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? `"stray ${i}\t0` : `plain ${i}\t1`));
  expect((await cells(lines.join('\n'))).rows.length).toBe(30);
});

test('JSON values of all kinds become text', async () => {
  expect(await cells('[{"a":null,"b":1.5},{"a":true,"b":{"c":[1]}},{"b":"x"}]', 'x.json')).toEqual({
    columns: ['a', 'b', 'b.c'],
    rows: [
      ['', '1.5', ''],
      ['true', '', '1'],
      ['', 'x', ''],
    ],
  });
});

test('a column called __proto__ is a column like any other', async () => {
  expect(await cells('[{"__proto__":"good","label":1},{"label":0}]', 'x.json')).toEqual({
    columns: ['__proto__', 'label'],
    rows: [
      ['good', '1'],
      ['', '0'],
    ],
  });
  expect((await cells('__proto__,constructor\ngood film,1\n')).columns).toEqual(['__proto__', 'constructor']);
  expect(Object.hasOwn(Object.prototype, 'label')).toBe(false);
});

test('a few broken lines of JSON Lines are counted', async () => {
  const table = await read('{"t":"a","s":1}\n{"t":"b",\n7\n{"t":"c","s":0}\n{"t":"d","s":0}', 'x.jsonl');
  expect(rowsOf(table)).toEqual([
    ['a', '1'],
    ['c', '0'],
    ['d', '0'],
  ]);
  expect(table.broken.count).toBe(2);
});

function utf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

test.each([
  ['UTF-8', utf8('text,label\nPhim rất hay,1\n')],
  ['UTF-8', utf8('\ufefftext,label\nPhim rất hay,1\n')],
  ['UTF-16', utf16('\ufefftext,label\nPhim rất hay,1\n', true)],
  ['UTF-16', utf16('\ufefftext,label\nPhim rất hay,1\n', false)],
  ['UTF-16', utf16('text,label\nPhim rất hay,1\n', true)],
])('encoding %s', async (encoding, bytes) => {
  const table = await read(bytes, 'x.csv');
  expect(table).toMatchObject({ encoding, columns: ['text', 'label'] });
  expect(rowsOf(table)).toEqual([['Phim rất hay', '1']]);
});

test('a UTF-8 file that was cut inside a character is still UTF-8', async () => {
  const bytes = utf8('text,label\nRất hay rất tốt rất vui rất đẹp rất ngon rất rẻ rất bền,1\nphim tệ,ệ');
  const table = await read(bytes.slice(0, -1), 'x.csv');
  expect(table.encoding).toBe('UTF-8');
  expect(rowsOf(table)[0]).toEqual(['Rất hay rất tốt rất vui rất đẹp rất ngon rất rẻ rất bền', '1']);
});

test.each([
  ['', '“x.csv” is empty. Use a file with a column of reviews and a column of labels.'],
  [' \n\r\n\t', '“x.csv” is empty. Use a file with a column of reviews and a column of labels.'],
  [
    'text\ngood\nbad\n',
    '“x.csv” has only one column. Use a file with a column of reviews and a column of labels, with a comma, semicolon or tab between them.',
  ],
  ['text,label\n', '“x.csv” has no rows. Use a file with a column of reviews and a column of labels.'],
  [
    '<!DOCTYPE html>\n<html>a,b',
    '“x.csv” is a web page, not a table. Download the data file itself and use that.',
  ],
  ['%PDF-1.7 …', '“x.csv” is a PDF. Use a CSV, TSV, JSON, Excel or Parquet file with your reviews.'],
  [
    'a\0\x01\x02,\0b\n',
    '“x.csv” is not a text file. Use a CSV, TSV, JSON, Excel or Parquet file with your reviews.',
  ],
])('%j is refused with one plain sentence', async (text, message) => {
  await expect(read(text, 'x.csv')).rejects.toThrow(sayingJust(message));
});

test.each([
  ['[{"t":"a"},\n {"t":}]', '“x.json” is broken JSON at line 2, column 7. Fix it there, or export it again.'],
  ['[{"t":"a"},\n {"t":', '“x.json” is broken JSON at line 2, column 7. Fix it there, or export it again.'],
  [
    '{"t":"a"}\nb\nc\n{"t":"d"}\ne\n',
    '3 of the 5 lines of “x.json” are not JSON, the first of them line 2. Export the file again.',
  ],
  ['{"a":1}', /^“x.json” has no rows that could be read\. Use a list of objects/],
  ['[{"t":"a"},{"t":"b"}]', /^“x.json” has only one column\./],
  ['[]', /^“x.json” has no rows that could be read\./],
])('JSON %j is refused', async (text, message) => {
  await expect(read(text, 'x.json')).rejects.toThrow(InputError);
  await expect(read(text, 'x.json')).rejects.toThrow(saying(message));
});

test.each([
  [[0x89, 0x50, 0x4e, 0x47, 13, 10], 'an image'],
  [[0xd0, 0xcf, 0x11, 0xe0, 0], 'an old Excel or Word file'],
])('bytes %j are known as %s', async (bytes, is) => {
  await expect(read(Uint8Array.from(bytes), 'x')).rejects.toThrow(saying(`“x” is ${is}.`));
});

test('UTF-32 is an encoding that is not known', async () => {
  await expect(read(Uint8Array.of(0xff, 0xfe, 0, 0, 65, 0, 0, 0), 'x.csv')).rejects.toThrow(
    saying('The text encoding of “x.csv” is not known. Save the file as UTF-8 and try again.'),
  );
});

test('a CSV whose first cell starts like JSON is a CSV', async () => {
  expect((await cells('[removed],0\nfine film,1\n')).rows).toEqual([
    ['[removed]', '0'],
    ['fine film', '1'],
  ]);
});

const tooWide = 'The file has 10000 columns. Use one with at most 1000; two of them are used.';

test('too many columns are refused', async () => {
  await expect(read(`${'a,'.repeat(9_999)}b\n${'1,'.repeat(9_999)}2\n`)).rejects.toThrow(sayingJust(tooWide));
  const records = Array.from({ length: 10_000 }, (_, row) => ({ [`column ${row}`]: row }));
  await expect(read(JSON.stringify(records), 'x.json')).rejects.toThrow(sayingJust(tooWide));
  await expect(read(JSON.stringify([[1], Array(10_000).fill(1)]), 'x.json')).rejects.toThrow(
    sayingJust(tooWide),
  );
});
