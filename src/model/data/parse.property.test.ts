import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { jsonErrorAt } from './json-position.ts';
import { parseTable } from './parse.ts';
import { previewTable } from './preview.ts';

/** Rows that fit their columns, and a preview of them; or a sentence for a person. Anything else fails. */
function endsWell(bytes: Uint8Array, fileName: string): void {
  let table;
  try {
    table = parseTable(bytes, fileName);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toMatch(/[.…]$|\.\]?$/);
    return;
  }
  expect(table.rows.length).toBeGreaterThan(0);
  expect(table.columns.length).toBeGreaterThan(1);
  expect(new Set(table.columns).size).toBe(table.columns.length);
  for (const row of table.rows) expect(row.length).toBe(table.columns.length);
  const preview = previewTable(table);
  expect(preview.rowCount).toBe(table.rows.length);
  expect(Object.keys(preview.values).toSorted()).toEqual(table.columns.toSorted());
}

const names = fc.constantFrom('x', 'x.csv', 'x.tsv', 'x.json', 'x.jsonl', 'x.txt');

test('random bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), names, endsWell), { numRuns: 500 });
});

test('random text of the pieces that parsers stumble over', () => {
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
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), names, (pieces, name) => {
      endsWell(new TextEncoder().encode(pieces.join('')), name);
    }),
    { numRuns: 1_000 },
  );
});

test('any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), names, (value, name) => {
      endsWell(new TextEncoder().encode(JSON.stringify(value)), name);
    }),
    { numRuns: 500 },
  );
});

const cell = fc
  .array(fc.constantFrom('a', 'é', ',', ';', '\t', '"', '\n', ' ', '|', 'word', "'"), { maxLength: 12 })
  .map((parts) => `x${parts.join('')}y`);

test('what is written as CSV is read back, with each delimiter', () => {
  const file = fc.record({
    rows: fc.array(fc.tuple(cell, fc.constantFrom('pos', 'neg', ''), cell), { minLength: 1, maxLength: 30 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    newline: fc.constantFrom('\n', '\r\n'),
  });
  fc.assert(
    fc.property(file, ({ rows, delimiter, newline }) => {
      const fields = ['review', 'label', 'note'];
      const text = Papa.unparse({ fields, data: rows }, { delimiter, newline, quotes: true });
      const table = parseTable(new TextEncoder().encode(text), 'x.csv');
      expect(table.columns).toEqual(fields);
      expect(table.rows).toEqual(rows);
    }),
    { numRuns: 300 },
  );
});

test('what is written as JSON and as JSON Lines is read back', () => {
  const records = fc.array(
    fc.record({ text: fc.string({ unit: 'grapheme' }), label: fc.constantFrom('0', '1') }),
    {
      minLength: 2,
      maxLength: 20,
    },
  );
  fc.assert(
    fc.property(records, (rows) => {
      const lines = rows.map((row) => JSON.stringify(row));
      for (const text of [`[${lines.join(',\n')}]`, lines.join('\n')]) {
        const table = parseTable(new TextEncoder().encode(text), 'x');
        expect(table.columns).toEqual(['text', 'label']);
        expect(table.rows).toEqual(rows.map((row) => [row.text, row.label]));
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

test('big and odd files end soon', () => {
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
  for (const file of files) endsWell(new TextEncoder().encode(file), 'x');
  expect(performance.now() - started).toBeLessThan(20_000);
});
