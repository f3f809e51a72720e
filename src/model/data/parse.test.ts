import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { parseTable } from './parse.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const parse = (text: string, fileName = 'reviews.csv') => parseTable(utf8(text), fileName);
const cells = (text: string, fileName?: string) => {
  const { columns, rows } = parse(text, fileName);
  return { columns, rows };
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
])('%s, whatever the file is called', (_, text, format) => {
  for (const name of ['data', 'data.csv', 'data.tsv', 'data.json', 'data.jsonl']) {
    expect(cells(text, name)).toEqual(wanted);
    expect(parse(text, name)).toMatchObject({ format, encoding: 'UTF-8', brokenRows: 0, fileName: name });
  }
});

test('without a header columns are numbered and the first row is data', () => {
  expect(cells('I liked it a lot,1\nNot at all,0\n')).toEqual({
    columns: ['Column 1', 'Column 2'],
    rows: [
      ['I liked it a lot', '1'],
      ['Not at all', '0'],
    ],
  });
  expect(cells('good film\tpositive\nbad film\tnegative\n').columns).toEqual(['Column 1', 'Column 2']);
  expect(cells('fine,x\nweak,y\nbad,y\ngreat,x\n').rows.length).toBe(4);
});

test('columns without a name and with the same name', () => {
  expect(cells(',text,text\n0,a b,1\n1,c d,0\n').columns).toEqual(['Column 1', 'text', 'text (2)']);
});

test('rows with too few or too many cells are levelled: the longest column takes the delimiters back', () => {
  const rows = cells(
    'text,label,year\nI liked it all in all,1,1999\nI did, once,0,2001\nno more\na,b,c,1,2002\nx,1,3,,\n',
  ).rows;
  expect(rows).toEqual([
    ['I liked it all in all', '1', '1999'],
    ['I did, once', '0', '2001'],
    ['no more', '', ''],
    ['a,b,c', '1', '2002'],
    ['x', '1', '3'],
  ]);
});

test('line breaks in quoted cells stay in their cell', () => {
  expect(cells('text,label\n"two\nlines",1\n"one",0\n').rows).toEqual([
    ['two\nlines', '1'],
    ['one', '0'],
  ]);
});

test('a quote that never closes costs no rows', () => {
  const rows = cells('text,label\n"open,1\nfine film,0\n"a, b",1\nlast one,1\n').rows;
  expect(rows.length).toBe(4);
  expect(rows.slice(1)).toEqual([
    ['fine film', '0'],
    ['a, b', '1'],
    ['last one', '1'],
  ]);
});

test('a file whose quotes mean nothing is read without them', () => {
  const lines = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? `"stray ${i}\t0` : `plain ${i}\t1`));
  expect(cells(lines.join('\n')).rows.length).toBe(30);
});

test('JSON values of all kinds become text', () => {
  const { rows } = cells('[{"a":null,"b":1.5},{"a":true,"b":{"c":[1]}},{"b":"x"}]', 'x.json');
  expect(rows).toEqual([
    ['', '1.5'],
    ['true', '{"c":[1]}'],
    ['', 'x'],
  ]);
});

test('a column called __proto__ is a column like any other', () => {
  expect(cells('[{"__proto__":"good","label":1},{"label":0}]', 'x.json')).toEqual({
    columns: ['__proto__', 'label'],
    rows: [
      ['good', '1'],
      ['', '0'],
    ],
  });
  expect(cells('__proto__,constructor\ngood film,1\n').columns).toEqual(['__proto__', 'constructor']);
  expect(Object.hasOwn(Object.prototype, 'label')).toBe(false);
});

test('a few broken lines of JSON Lines are counted', () => {
  const table = parse('{"t":"a","s":1}\n{"t":"b",\n7\n{"t":"c","s":0}\n{"t":"d","s":0}', 'x.jsonl');
  expect(table.rows).toEqual([
    ['a', '1'],
    ['c', '0'],
    ['d', '0'],
  ]);
  expect(table.brokenRows).toBe(2);
});

function utf16(text: string, littleEndian: boolean): Uint8Array {
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
])('encoding %s', (encoding, bytes) => {
  expect(parseTable(bytes, 'x.csv')).toMatchObject({
    encoding,
    columns: ['text', 'label'],
    rows: [['Phim rất hay', '1']],
  });
});

test('a UTF-8 file that was cut inside a character is still UTF-8', () => {
  const bytes = utf8('text,label\nRất hay rất tốt rất vui rất đẹp rất ngon rất rẻ rất bền,1\nphim tệ,ệ');
  const table = parseTable(bytes.subarray(0, bytes.length - 1), 'x.csv');
  expect(table.encoding).toBe('UTF-8');
  expect(table.rows[0]).toEqual(['Rất hay rất tốt rất vui rất đẹp rất ngon rất rẻ rất bền', '1']);
});

test.each([
  ['', '“x.csv” is empty. Bring a file with a column of reviews and a column of labels.'],
  [' \n\r\n\t', '“x.csv” is empty. Bring a file with a column of reviews and a column of labels.'],
  [
    'text\ngood\nbad\n',
    '“x.csv” has only one column. Bring a file with a column of reviews and a column of labels, with a comma, semicolon or tab between them.',
  ],
  ['text,label\n', '“x.csv” has no rows. Bring a file with a column of reviews and a column of labels.'],
  [
    '<!DOCTYPE html>\n<html>a,b',
    '“x.csv” is a web page, not a table. Download the data file itself and bring that.',
  ],
  ['%PDF-1.7 …', '“x.csv” is a PDF. Bring a CSV, TSV, JSON or JSON Lines file with your reviews.'],
  [
    'a\0\x01\x02,\0b\n',
    '“x.csv” is not a text file. Bring a CSV, TSV, JSON or JSON Lines file with your reviews.',
  ],
  [
    'PK\x03\x04…[Content_Types].xml…xl/workbook.xml',
    '“x.csv” is an Excel workbook. Save it as CSV (UTF-8) and bring that file.',
  ],
  [
    'PK\x03\x04…pos/1.txt',
    '“x.csv” is a ZIP archive. Unpack it and bring a CSV, TSV, JSON or JSON Lines file from it.',
  ],
])('%j is refused with one plain sentence', (text, message) => {
  expect(() => parse(text, 'x.csv')).toThrow(new InputError(message));
});

test.each([
  [
    '[{"t":"a"},\n {"t":}]',
    '“x.json” is broken JSON at line 2, column 7. Mend it there, or export it again.',
  ],
  ['[{"t":"a"},\n {"t":', '“x.json” is broken JSON at line 2, column 7. Mend it there, or export it again.'],
  [
    '{"t":"a"}\nb\nc\n{"t":"d"}\ne\n',
    '3 of the 5 lines of “x.json” are not JSON, the first of them line 2. Export the file again.',
  ],
  ['{"a":1}', /^“x.json” has no rows that could be read\. Bring a list of objects/],
  ['[{"t":"a"},{"t":"b"}]', /^“x.json” has only one column\./],
  ['[]', /^“x.json” has no rows that could be read\./],
])('JSON %j is refused', (text, message) => {
  expect(() => parse(text, 'x.json')).toThrow(InputError);
  expect(() => parse(text, 'x.json')).toThrow(message);
});

test.each([
  [[0x89, 0x50, 0x4e, 0x47, 13, 10], 'an image'],
  [[0x1f, 0x8b, 8, 0], 'a gzip archive'],
  [[0x50, 0x41, 0x52, 0x31, 0], 'a Parquet file'],
  [[0xd0, 0xcf, 0x11, 0xe0, 0], 'an old Excel or Word file'],
])('bytes %j are known as %s', (bytes, is) => {
  expect(() => parseTable(Uint8Array.from(bytes), 'x')).toThrow(`“x” is ${is}.`);
});

test('UTF-32 is an encoding that is not known', () => {
  expect(() => parseTable(Uint8Array.of(0xff, 0xfe, 0, 0, 65, 0, 0, 0), 'x.csv')).toThrow(
    'The text encoding of “x.csv” is not known. Save the file as UTF-8 and bring it again.',
  );
});

test('a CSV whose first cell starts like JSON is a CSV', () => {
  expect(cells('[removed],0\nfine film,1\n').rows).toEqual([
    ['[removed]', '0'],
    ['fine film', '1'],
  ]);
});

const tooWide = 'The file has 10000 columns. Bring one with at most 1000; two of them are used.';

test('too many columns are refused', () => {
  expect(() => parse(`${'a,'.repeat(9_999)}b\n${'1,'.repeat(9_999)}2\n`)).toThrow(new InputError(tooWide));
  const records = Array.from({ length: 10_000 }, (_, row) => ({ [`column ${row}`]: row }));
  expect(() => parse(JSON.stringify(records), 'x.json')).toThrow(new InputError(tooWide));
  expect(() => parse(JSON.stringify([[1], Array(10_000).fill(1)]), 'x.json')).toThrow(
    new InputError(tooWide),
  );
});
