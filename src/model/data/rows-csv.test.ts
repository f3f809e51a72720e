import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { ColumnChoice, Correction } from '../../contract/dataset.ts';
import { tableOf } from '../testing/table-of.ts';
import { cleanText } from './clean.ts';
import { textKey } from './corrections.ts';
import { datasetFromTable } from './dataset.ts';
import { readTable } from './intake/index.ts';
import { previewTable } from './preview.ts';
import { rowsCsv } from './rows-csv.ts';
import { textColumn } from './text-column.ts';
import { sentimentClasses } from '../../contract/label-classes.ts';

const config = { trainShare: 0.6, validationShare: 0.2, splitSeed: 3 };
const choice: ColumnChoice = { text: 'text', label: 'label', classes: { '1': 1, '-1': 0 } };
const plain = Array.from({ length: 30 }, (_, i) => [`plain, review "${i}"`, i % 2 ? '1' : '-1']);
const all = (count: number) => Int32Array.from({ length: count }, (_, row) => row);

async function csvOf(rows: string[][], corrections = new Map<string, Correction>()) {
  const dataset = await datasetFromTable(
    tableOf(['text', 'label'], [...plain, ...rows]),
    choice,
    corrections,
  );
  return { dataset, bytes: rowsCsv(dataset, config, all(plain.length + rows.length)) };
}

function parse(bytes: Uint8Array): string[][] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  expect(text.startsWith('\ufeff')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  return Papa.parse<string[]>(text.slice(1), { newline: '\r\n', skipEmptyLines: true }).data;
}

test('each row says its text, label, class, part, reason and correction', async () => {
  const corrections = new Map<string, Correction>([
    [textKey('=1+1'), 'exclude'],
    [textKey('wrong'), 1],
  ]);
  const rows = [
    ['=1+1', '1'],
    ['wrong', '-1'],
    ['plain, review "3"', '1'],
    ['no label', ''],
  ];
  const [head, first, ...rest] = parse((await csvOf(rows, corrections)).bytes);
  expect(head).toEqual(['text', 'label', 'class', 'part', 'left_out', 'correction']);
  expect(first).toEqual(['plain, review "0"', "'-1", 'negative', first[3], '', '']);
  expect(['train', 'validation', 'test']).toContain(first[3]);
  expect(rest.slice(-4)).toEqual([
    ["'=1+1", '1', '', '', 'correction', 'leave-out'],
    ['wrong', "'-1", 'positive', expect.stringMatching(/^(train|validation|test)$/), '', 'positive'],
    ['plain, review "3"', '1', '', '', 'duplicate', ''],
    ['no label', '', '', '', 'no-label', ''],
  ]);
});

test('no cell begins a formula, and each text can be read again', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '＝', '\t=', '"=', '|', ';'), fc.string())
      .map((pair) => pair.join('')),
    fc.constantFrom('=HYPERLINK("http://x","y")', '@SUM(1)', "-2+3+cmd|' /C calc'!A0", '";=1'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { maxLength: 8 }), async (texts) => {
      const { bytes } = await csvOf(texts.map((text) => [text, text]));
      const cells = parse(bytes);
      expect(cells.length).toBe(1 + plain.length + texts.length);
      expect(cells.flat().filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
      texts.forEach((text, at) => {
        const [written] = cells[1 + plain.length + at];
        const clean = cleanText(text);
        expect([clean, `'${clean}`]).toContain(written);
      });
    }),
    { numRuns: 30 },
  );
});

test.each(['\t', '\r', '\n', '=', '+', '-', '@', '＝', '＋', '－', '＠'])(
  'an apostrophe stands before a cell that begins with %j',
  async (sign) => {
    const texts = [...plain.map(([text]) => text), `${sign}1+1`, `1${sign}1`];
    const table = tableOf(['text', 'label'], [...plain, ['', '1'], ['', '-1']]);
    // As a file would hold it that is read without being cleaned.
    table.cells[0] = textColumn(texts);
    const dataset = await datasetFromTable(table, choice);
    const text = new TextDecoder().decode(rowsCsv(dataset, config, Int32Array.of(30, 31)));
    expect(text).toContain(`\n"'${sign}1+1",`);
    expect(text).toContain(`\n"1${sign}1",`);
  },
);

test('the file trains again: its columns, labels and parts are guessed', async () => {
  const { dataset, bytes } = await csvOf([['no label', '']]);
  const table = await readTable([{ path: 'rows.csv', blob: new Blob([bytes]) }], {});
  const { guess, values } = previewTable(table);
  expect(guess).toMatchObject({ text: 'text', split: 'part' });
  const label = guess.label ?? '';
  const classes = sentimentClasses(values[label] ?? []);
  const again = await datasetFromTable(table, { text: 'text', label, classes });
  expect(again.fingerprint).toBe(dataset.fingerprint);
  const withParts = await datasetFromTable(table, { text: 'text', label, classes, split: guess.split });
  expect(withParts.provided?.filter((part) => part === null)).toEqual([]);
});
