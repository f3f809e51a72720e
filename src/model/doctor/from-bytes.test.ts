/** The faults that only reading notices, from a file's bytes to the doctor's words. */
import { expect, it } from 'vitest';
import { presetConfig } from '../../contract/settings.ts';
import { datasetFromTable, previewTable, readTable } from '../data/index.ts';
import type { FindingId } from '../../contract/findings.ts';
import { examine } from './index.ts';
import { reviews } from './testing/reviews.ts';

it('finds markup, damaged letters, twice decoded ones and broken lines in a file', async () => {
  // What stands in another column is no fault of the text.
  const other = { html: '<b>x</b>', note: 'caf\ufffd', from: 'DÃ©jÃ\u00a0 vu, cafÃ©' };
  const rows = reviews(1_200, 3).map(({ text, label }) => ({ text, label, ...other }));
  rows[10].text += ' a <b>bold</b> end';
  rows[11].text += ' fish &amp; chips';
  rows[20].text += ' caf\ufffd';
  rows[30].text += ' cafÃ© trÃ¨s agrÃ©able, dÃ©jÃ\u00a0 vu';
  const lines = rows.map((row) => JSON.stringify(row));
  lines.splice(500, 0, '{"text": "cut off, "label": "pos"');
  const table = await readTable([{ path: 'reviews.jsonl', blob: new Blob([lines.join('\n')]) }], {});
  expect(previewTable(table).guess).toMatchObject({ text: 'text', label: 'label' });
  const choice = { text: 'text', label: 'label', classes: { pos: 1, neg: 0 } } as const;
  const dataset = await datasetFromTable(table, choice);
  const { report, rowsOf } = await examine(dataset, presetConfig());
  const rowsIn = (id: FindingId) => [...(rowsOf.get(id) ?? [])];
  expect(report).toMatchObject({ rowsRead: 1_201, rowsUsed: 1_200 });
  expect(rowsIn('markup')).toEqual([10, 11]);
  expect(rowsIn('wrong-encoding')).toEqual([20]);
  expect(rowsIn('decoded-twice')).toEqual([30]);
  expect(report.findings.find(({ id }) => id === 'broken-rows')).toMatchObject({ count: 1, hasRows: false });
  expect(dataset.texts.get(30)).toContain('café très agréable, déjà vu');
  expect(report.findings).toHaveLength(4);
});
