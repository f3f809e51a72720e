import { say } from '../../../contract/messages/en/say.ts';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { cleanText } from '../clean.ts';
import { jsonErrorAt } from './json-position.ts';
import { readFiles, rowsOf, utf8 } from './testing/read.ts';

/** Rows that fit their columns, or a sentence for a user. Anything else fails. */
async function endsWell(bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<void> {
  let table;
  try {
    table = await readFiles({ [fileName]: bytes });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(say(error.told)).toMatch(/[.…]$|\.\]?$/);
    return;
  }
  expect(table.rowCount).toBeGreaterThan(0);
  expect(table.columns.length).toBeGreaterThan(1);
  expect(new Set(table.columns).size).toBe(table.columns.length);
  expect(table.cells.map((column) => column.length)).toEqual(table.columns.map(() => table.rowCount));
  expect(table.defects.length).toBe(table.rowCount);
  for (const cell of rowsOf(table).flat()) expect(cell).toBe(cleanText(cell));
}

const names = fc.constantFrom('x', 'x.csv', 'x.tsv', 'x.json', 'x.jsonl', 'x.txt');

test('random bytes', async () => {
  const bytes = fc.uint8Array({ maxLength: 400 }).map((found) => Uint8Array.from(found));
  await fc.assert(fc.asyncProperty(bytes, names, endsWell), { numRuns: 500 });
});

test('random text of the pieces that parsers stumble over', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ',',
      ';',
      '\t',
      '|',
      '"',
      '""',
      '\n',
      '\r\n',
      '\r',
      '\0',
      '\ufeff',
      ' ',
      'sep=;\n',
      '{',
      '}',
    ),
    fc.constantFrom(
      '[',
      ']',
      ':',
      '{"a":1,"b":"x"}',
      '__proto__',
      '\\',
      'null',
      '1e999',
      '\ud800',
      '=1+1',
      '<script>',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), names, async (pieces, name) => {
      await endsWell(utf8(pieces.join('')), name);
    }),
    { numRuns: 1_000 },
  );
});

test('any JSON', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), names, async (value, name) => {
      await endsWell(utf8(JSON.stringify(value)), name);
    }),
    { numRuns: 500 },
  );
});

const cell = fc
  .array(fc.constantFrom('a', 'é', ',', ';', '\t', '"', '\n', ' ', '|', 'word', "'"), { maxLength: 12 })
  .map((parts) => `x${parts.join('')}y`);

test('what is written as CSV is read back, with each delimiter', async () => {
  const file = fc.record({
    rows: fc.array(fc.tuple(cell, fc.constantFrom('pos', 'neg', ''), cell), { minLength: 1, maxLength: 30 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    newline: fc.constantFrom('\n', '\r\n'),
  });
  await fc.assert(
    fc.asyncProperty(file, async ({ rows, delimiter, newline }) => {
      const fields = ['review', 'label', 'note'];
      const text = Papa.unparse({ fields, data: rows }, { delimiter, newline, quotes: true });
      const table = await readFiles({ 'x.csv': text });
      expect(table.columns).toEqual(fields);
      expect(rowsOf(table)).toEqual(rows.map((row) => row.map(cleanText)));
    }),
    { numRuns: 300 },
  );
});

test('what is written as JSON and as JSON Lines is read back', async () => {
  const records = fc.array(
    fc.record({ text: fc.string({ unit: 'grapheme' }), label: fc.constantFrom('0', '1') }),
    {
      minLength: 2,
      maxLength: 20,
    },
  );
  await fc.assert(
    fc.asyncProperty(records, async (rows) => {
      const lines = rows.map((row) => JSON.stringify(row));
      for (const text of [`[${lines.join(',\n')}]`, lines.join('\n')]) {
        const table = await readFiles({ x: text });
        expect(table.columns).toEqual(['text', 'label']);
        expect(rowsOf(table)).toEqual(rows.map((row) => [cleanText(row.text), row.label]));
      }
    }),
  );
});

test('broken JSON is found where a character broke it, or where the broken word or number starts', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(), (text, at) => {
      const place = at % text.length;
      const broken = `${text.slice(0, place)}\x01${text.slice(place)}`;
      const found = jsonErrorAt(broken);
      expect(found).toBeLessThanOrEqual(place);
      expect(broken.slice(found, place)).toMatch(/^[\w.+-]*$/);
    }),
    { numRuns: 500 },
  );
});

test('valid JSON has no error before its end', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 1);
      expect(jsonErrorAt(text)).toBe(text.length);
    }),
  );
});

test('big and odd files end soon', async () => {
  const started = performance.now();
  const files = [
    'a'.repeat(3_000_000),
    '"'.repeat(300_000),
    '"a,b\n'.repeat(100_000),
    ',"'.repeat(300_000),
    '['.repeat(300_000),
    `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    `[${'{"a":1,"b":2},'.repeat(100_000)}`,
    ','.repeat(1_000_000),
    `text,label\n${'"never closed,1\nfine,0\n'.repeat(20_000)}`,
    `text,label\n${' '.repeat(2_000_000)},1\n`,
    `text,label\n${'one line '.repeat(1_000_000)},1\nb,0\n`,
  ];
  for (const file of files) await endsWell(utf8(file), 'x');
  expect(performance.now() - started).toBeLessThan(20_000);
});
