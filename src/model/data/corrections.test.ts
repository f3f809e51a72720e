import { saying, sayingJust } from '../../contract/messages/testing/saying.ts';
import { expect, test } from 'vitest';
import type { Correction } from '../../contract/dataset.ts';
import { tableOf } from '../testing/table-of.ts';
import { correctedRows, readCorrections, textKey, writeCorrections } from './corrections.ts';
import { datasetFromTable } from './dataset.ts';

const rows = Array.from({ length: 24 }, (_, i) => [
  `Số ${i} ${'rất '.repeat(i * 9)}`,
  i % 2 ? 'good' : 'bad',
]);
const table = tableOf(['text', 'label'], [...rows, ['Số 3 rất', 'good'], ['Số 3 rất', 'bad']]);
const choice = { text: 'text', label: 'label', classes: { good: 1, bad: 0 } } as const;
const given = new Map<string, Correction>([
  [textKey(table.cells[0].get(23)), 'exclude'],
  [textKey('Số 3 rất'), 1],
  [textKey('gone'), 0],
]);
const dataset = await datasetFromTable(table, choice, given);

const encode = (text: string) => new TextEncoder().encode(text);
const file = new TextDecoder().decode(writeCorrections(dataset));

test('the file names each text by its key, and quotes its beginning', () => {
  const parsed = JSON.parse(file);
  expect(parsed).toMatchObject({ format: 'forget-gate-corrections', version: 1, dataset: 'x.csv' });
  expect(parsed.corrections).toEqual([
    {
      key: textKey(table.cells[0].get(23)),
      correction: 'leave-out',
      text: expect.stringMatching(/^Số 23 rất/),
    },
    { key: textKey('Số 3 rất'), correction: 'positive', text: 'Số 3 rất' },
    { key: textKey('gone'), correction: 'negative', text: '' },
  ]);
  expect(parsed.corrections[0].text.length).toBe(200);
});

test('what was written is read, and applied to the same data gives the same dataset', async () => {
  const read = readCorrections(encode(file), ['no', 'yes']);
  expect(read).toEqual(given);
  expect((await datasetFromTable(table, choice, read)).fingerprint).toBe(dataset.fingerprint);
  expect((await datasetFromTable(table, choice)).fingerprint).not.toBe(dataset.fingerprint);
});

test('rows that are corrected are found, each copy of a text', () => {
  expect([...correctedRows(dataset)]).toEqual([23, 24, 25]);
});

test('a key is the same in every place and version', () => {
  expect(textKey('Rất hay')).toBe(textKey('Rất hay'.normalize('NFD').normalize('NFC')));
  expect([textKey(''), textKey('a'), textKey('Rất hay 😀')]).toMatchInlineSnapshot(`
    [
      "b04d2f1ad90ad4e5",
      "384e8551ed12b58f",
      "05bbd3a36e09d1cb",
    ]
  `);
});

const noFile = 'This is no file of corrections. Choose one that this page has saved.';
const damaged = 'This file of corrections has been changed or cut short. Choose another copy of it.';
const entry = { key: '0123456789abcdef', correction: 'positive', text: '' };
const withEntries = (...corrections: unknown[]) =>
  JSON.stringify({ format: 'forget-gate-corrections', version: 1, dataset: 'x', corrections });

test.each([
  ['nothing', '', noFile],
  ['no JSON', 'text,label\n', noFile],
  ['another JSON', '{"format":"forget-gate"}', noFile],
  ['an array', '[]', noFile],
  ['a file cut short', file.slice(0, -20), noFile],
  ['a key of another kind', withEntries({ ...entry, key: 'ABC' }), damaged],
  ['an unknown correction', withEntries({ ...entry, correction: 'maybe' }), damaged],
  ['something beside it', withEntries({ ...entry, more: 1 }), damaged],
  ['two words about one text', withEntries(entry, { ...entry, correction: 'negative' }), damaged],
  ['no list', file.replace('"corrections": [', '"corrections": {}, "x": ['), damaged],
  [
    'a later version',
    file.replace('"version": 1', '"version": 3'),
    'This file of corrections is of a later version. Reload the page and try again.',
  ],
])('%s is refused in a sentence', (_, text, message) => {
  expect(() => readCorrections(encode(text), ['no', 'yes'])).toThrow(sayingJust(message));
});

test('a file that is too large is not read', () => {
  expect(() => readCorrections(new Uint8Array(50_000_001), ['no', 'yes'])).toThrow(
    saying('larger than 50 MB'),
  );
});

test('of more than two classes their names are written', () => {
  const classNames = ['joy', 'anger', 'fear'];
  const origin = {
    ...dataset.origin,
    corrections: new Map<string, Correction>([
      [textKey('gone'), 2],
      [textKey('x'), 'exclude'],
    ]),
  };
  const written = writeCorrections({ name: 'x', classNames, origin });
  expect(JSON.parse(new TextDecoder().decode(written))).toMatchObject({
    version: 2,
    corrections: [{ class: 'fear' }, { correction: 'leave-out' }],
  });
  expect(readCorrections(written, ['fear', 'joy', 'anger']).get(textKey('gone'))).toBe(0);
  expect(() => readCorrections(written, ['joy', 'anger'])).toThrow(saying('the class “fear”'));
});
