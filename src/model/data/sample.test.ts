import { told } from '../../contract/messages/testing/told.ts';
import { gunzipSync, gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { collectRows } from './collect-rows.ts';
import { datasetFromTable } from './dataset.ts';
import { fingerprintOf } from './fingerprint.ts';
import { readSample, writeSample } from './sample.ts';

const rows = await collectRows([
  { text: 'Rất  hay', class: 1 },
  { text: 'So\u0092s 😀', class: 0 },
  { text: '', class: undefined },
  { text: '1\tone', class: 1 },
]);
const bytes = writeSample({ ...rows, classNames: ['bad', 'good'] });
const sample = { name: 'Test' };

test('what was written is read', () => {
  const { texts, ...dataset } = readSample(bytes, sample);
  expect(Array.from({ length: texts.length }, (_, row) => texts.get(row))).toEqual([
    ...['Rất hay', 'So’s 😀', '1 one'],
  ]);
  expect(dataset).toMatchObject({
    name: 'Test',
    classes: Uint8Array.of(1, 0, 1),
    classNames: ['bad', 'good'],
    rowsRead: 4,
    excluded: [{ reason: 'empty-text', count: 1 }],
    fingerprint: fingerprintOf(texts, dataset.classes),
    provided: null,
  });
});

test('its rows stand in a table, and choosing its columns gives the same dataset', async () => {
  const many = Array.from({ length: 30 }, (_, i) => ({ text: `review ${i}`, class: (i % 2) as 0 | 1 }));
  const collected = await collectRows([{ text: ' ', class: 1 }, ...many]);
  const file = writeSample({ ...collected, classNames: ['bad', 'good'] });
  const dataset = readSample(file, sample);
  const again = await datasetFromTable(dataset.origin.table, dataset.origin.choice);
  expect(again.fingerprint).toBe(dataset.fingerprint);
  expect(again).toMatchObject({ classNames: ['bad', 'good'], rowsRead: 31, excluded: dataset.excluded });
  expect(again.origin.rows).toEqual(dataset.origin.rows);
});

test('the same data is the same file', () => {
  expect(writeSample({ ...rows, classNames: ['bad', 'good'] })).toEqual(bytes);
});

test('a file that the host has unpacked is read as well', () => {
  const plain = readSample(gunzipSync(bytes), sample);
  expect(plain.fingerprint).toBe(readSample(bytes, sample).fingerprint);
});

const damaged = told({ code: 'sample-damaged', name: 'Test' });
const plain = gunzipSync(bytes);

test.each([
  ['nothing', new Uint8Array()],
  ['an error page', new TextEncoder().encode('<!doctype html>\n<h1>404</h1>')],
  ['another JSON', new TextEncoder().encode('{"rows":1}\n1a\n')],
  ['null', new TextEncoder().encode('null\n1a\n')],
  ['gzip that is cut short', bytes.subarray(0, bytes.length - 20)],
  ['a line too few', gzipSync(plain.subarray(0, plain.lastIndexOf(10, plain.length - 2) + 1))],
  ['a last line that is cut short', plain.subarray(0, plain.length - 2)],
])('%s is refused', (_, content) => {
  expect(() => readSample(content, sample)).toThrow(damaged);
});
