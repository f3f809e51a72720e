import { expect, test } from 'vitest';
import { tableOf } from '../testing/table-of.ts';
import { datasetFromTable } from '../data/dataset.ts';
import { presetConfig } from '../config.ts';
import { examine } from './index.ts';
test('x', async () => {
  const words = (i: number) => Array.from({ length: 30 }, (_, k) => `w${(i * 31 + k * 7 + k * k * i) % 997}`).join(' ');
  const rows = Array.from({ length: 200 }, (_, i) => [words(i), i % 2 ? 'good' : 'bad', i % 4 < 2 ? 'train' : 'test']);
  rows.push([words(2), 'bad', 'train'], [`${words(3)} again`, 'good', 'train'], [`${words(0)} more`, 'bad', 'test'], [words(5), 'good', 'test']);
  const table = tableOf(['text', 'label', 'part'], rows);
  const choice = { text: 'text', label: 'label', split: 'part', classes: { good: 1, bad: 0 } } as const;
  for (const leaveOutCrossSplit of [false, true]) {
    const dataset = await datasetFromTable(table, { ...choice, mends: { leaveOutCrossSplit } });
    const { report, rowsOf } = await examine(dataset, presetConfig());
    const f = report.findings.filter((x) => ['cross-split', 'near-duplicates', 'exact-duplicates'].includes(x.id));
    console.log(leaveOutCrossSplit, dataset.leftOut, f.map((x) => [x.id, x.severity, x.count, x.mends.length, [...(rowsOf.get(x.id) ?? [])]]));
  }
  expect(1).toBe(1);
});
