/** The faults that only reading notices, from a file's bytes to the doctor's words. */
import { expect, it } from 'vitest';
import { say } from '../../contract/messages/en/say.ts';
import { presetConfig } from '../../contract/settings.ts';
import type { Encoding } from '../../contract/dataset.ts';
import { bytesIn } from '../data/testing/legacy-bytes.ts';
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

it('tells of rows with more cells than columns, with an example, also where they are excluded', async () => {
  const lines = reviews(300, 3).map(({ text, label }, i) => `${text}${i % 150 === 7 ? ', so' : ''},${label}`);
  lines.push('Warm,soft,unheard of');
  const table = await readTable(
    [{ path: 'r.csv', blob: new Blob([['text,label', ...lines].join('\n')]) }],
    {},
  );
  const { joined } = previewTable(table);
  expect(joined.count).toBe(3);
  expect(joined.samples[2]).toBe('Warm,soft | unheard of');
  const choice = { text: 'text', label: 'label', classes: { pos: 1, neg: 0 } } as const;
  const { report, rowsOf } = await examine(await datasetFromTable(table, choice), presetConfig());
  expect([...(rowsOf.get('joined-cells') ?? [])]).toEqual([7, 157, 300]);
  const message = report.findings.find(({ id }) => id === 'joined-cells')?.message;
  expect(message && say(message)).toBe(
    '3 rows have more cells than the table has columns: those too many were joined, as in “Warm,soft” with the label “unheard of”.',
  );
});

/** What is said of the encoding of a file with so many rows that each has signs beyond ASCII. */
async function encodingFinding(text: string, encoding: Encoding, chosen?: Encoding) {
  const lines = Array.from({ length: 40 }, (_, i) => `${text} ${i},${i % 2}`);
  const bytes =
    encoding === 'UTF-8' ? new TextEncoder().encode(lines.join('\n')) : bytesIn(encoding, lines.join('\n'));
  const table = await readTable([{ path: 'a.csv', blob: new Blob(['text,label\n', bytes]) }], {
    encoding: chosen,
  });
  const dataset = await datasetFromTable(table, { text: 'text', label: 'label', classes: { 0: 0, 1: 1 } });
  const { report } = await examine(dataset, presetConfig());
  return report.findings.find(({ id }) => id === 'wrong-encoding');
}

it('suggests another encoding only where the bytes are in it', async () => {
  const russian = 'Хороший и недорогой чайник';
  expect(await encodingFinding(russian, 'windows-1251')).toBeUndefined();
  expect(await encodingFinding(russian, 'windows-1251', 'windows-1252')).toMatchObject({
    severity: 'warning',
    fixes: [{ kind: 'encoding', encoding: 'windows-1251' }],
  });
  expect(await encodingFinding(russian, 'UTF-8', 'windows-1252')).toMatchObject({
    fixes: [{ kind: 'encoding', encoding: 'UTF-8' }],
  });
});

it('suggests no encoding for letters that were lost before', async () => {
  expect(await encodingFinding('غلاية ممتا\ufffdة وسريعة', 'UTF-8')).toMatchObject({
    severity: 'note',
    count: 40,
    message: { code: 'found-lost-letters' },
    fixes: [],
  });
});

it('suggests nothing that would leave too few reviews', async () => {
  const lines = (text: (i: number) => string) =>
    Array.from({ length: 40 }, (_, i) => `"${text(i)}",${i % 2}`).join('\n');
  const fixesOf = async (text: (i: number) => string, id: FindingId) => {
    const table = await readTable([{ path: 'a.csv', blob: new Blob(['text,label\n', lines(text)]) }], {});
    const dataset = await datasetFromTable(table, { text: 'text', label: 'label', classes: { 0: 0, 1: 1 } });
    const { report } = await examine(dataset, presetConfig());
    return report.findings.find((finding) => finding.id === id)?.fixes;
  };
  const strip = [{ kind: 'choice', cleaning: { stripMarkup: true } }];
  expect(await fixesOf((i) => `<b>word${i}</b> here`, 'markup')).toEqual(strip);
  expect(await fixesOf((i) => `<img alt=${i}>`, 'markup')).toEqual([]);
  const alike = 'one two three four five six seven eight nine ten eleven twelve';
  const own = (i: number) => `Number ${i}${'abcdefghijkl'.slice(i)} of ${i * 7} things`;
  expect(await fixesOf((i) => (i < 12 ? own(i) : `${alike}${'!'.repeat(i)}`), 'same-words')).toEqual([]);
});
