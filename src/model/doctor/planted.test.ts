import { say } from '../../contract/messages/en/say.ts';
import { describe, expect, it } from 'vitest';
import { presetConfig, type RunConfig } from '../../contract/settings.ts';
import { datasetFromTable } from '../data/dataset.ts';
import { Random } from '../data/random.ts';
import { rowDefect } from '../data/table.ts';
import type { ColumnChoice } from '../../contract/dataset.ts';
import type { FindingId } from '../../contract/findings.ts';
import { examine } from './index.ts';
import { plantedChoice, plantedTable, review, reviews } from './testing/reviews.ts';
import type { PlantedRow } from './testing/reviews.ts';

const config = { ...presetConfig(), maxLength: 50 };
const bySplit = { ...plantedChoice, split: 'part' };

async function examined(
  rows: readonly PlantedRow[],
  options: { choice?: ColumnChoice; broken?: number; config?: Partial<RunConfig> } = {},
) {
  const table = plantedTable(rows, options.broken);
  const dataset = await datasetFromTable(table, options.choice ?? plantedChoice);
  const { report, rowsOf } = await examine(dataset, { ...config, ...options.config });
  const finding = (id: FindingId) => {
    const found = report.findings.find((one) => one.id === id);
    return found && { ...found, message: say(found.message), effect: say(found.effect) };
  };
  return { report, rowsOf, finding, ids: report.findings.map(({ id }) => id) };
}

/** Eleven kinds of faults among clean reviews, and at which rows each of them lies. */
function faulty(): { rows: PlantedRow[]; at: Partial<Record<FindingId, number[]>> } {
  const rows = reviews(1_200, 1);
  const random = new Random(8);
  const at: Partial<Record<FindingId, number[]>> = {};
  const plant = (id: FindingId, ...planted: PlantedRow[]) => {
    at[id] = [...(at[id] ?? []), ...planted.map((_, i) => rows.length + i)];
    rows.push(...planted);
  };
  plant('exact-duplicates', rows[3], rows[700], rows[3]);
  for (const word of ['indeed', 'really']) {
    const first = review(1, random, 40);
    rows.push(first);
    plant('near-duplicates', { ...first, text: `${first.text} ${word}` });
  }
  plant('two-labels', { text: 'nobody knows what this is', label: 'pos' });
  plant('two-labels', { text: 'nobody knows what this is', label: 'neg' });
  const label = 'neg';
  plant('empty-texts', { text: '', label }, { text: '', label: 'pos' }, { text: '', label: '' });
  plant('missing-labels', { ...review(1, random), label: '' }, { ...review(0, random), label: '' });
  plant('no-words', { text: '!!! :)', label: 'pos' }, { text: '???', label });
  plant('long-texts', ...[60, 70, 51, 80].map((length) => review(0, random, length)));
  const marked = (defects: number, sign: string): PlantedRow => {
    const row = review(1, random);
    return { ...row, text: `${row.text} ${sign}`, defects };
  };
  const { markup, repaired, wrongEncoding, joined } = rowDefect;
  plant(
    'markup',
    marked(markup, '<b>so</b>'),
    marked(markup, '&amp;'),
    marked(markup | repaired, '<i>é</i>'),
  );
  at['decoded-twice'] = [rows.length - 1];
  plant('wrong-encoding', marked(wrongEncoding, '\ufffd'), marked(wrongEncoding, 'â€™'));
  plant('joined-cells', marked(joined, ', too'), marked(joined, ', or not'));
  return { rows, at };
}

describe('the doctor', () => {
  it('has nothing against a clean dataset', async () => {
    const { report } = await examined(reviews(1_200, 1));
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ rowsRead: 1_200, rowsUsed: 1_200, classCounts: [600, 600], excluded: [] });
    expect(report.parts).toEqual({ train: 976, validation: 108, test: 116 });
  });

  it('finds each of many faults in one file, with its rows', async () => {
    const { rows, at } = faulty();
    const { finding, rowsOf, ids, report } = await examined(rows, { broken: 3 });
    for (const [id, planted] of Object.entries(at) as [FindingId, number[]][]) {
      expect([id, finding(id)?.count, [...(rowsOf.get(id) ?? [])]]).toEqual([id, planted.length, planted]);
      expect(finding(id)?.hasRows).toBe(true);
    }
    expect(finding('broken-rows')).toMatchObject({ count: 3, hasRows: false });
    expect(new Set(ids)).toEqual(new Set([...Object.keys(at), 'broken-rows']));
    expect(ids).toHaveLength(new Set(ids).size);
    const ranks = report.findings.map(({ severity }) => ['problem', 'warning', 'note'].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBeGreaterThan(1);
  });

  it('offers what fixes a fault, and says so once it is fixed', async () => {
    const { rows, at } = faulty();
    const before = await examined(rows);
    expect(before.finding('near-duplicates')?.fixes[0]).toMatchObject({
      kind: 'choice',
      cleaning: { excludeNearDuplicates: true },
    });
    expect(before.finding('markup')?.fixes[0]).toMatchObject({
      kind: 'choice',
      cleaning: { stripMarkup: true },
    });
    // No other encoding is known to read the file better.
    expect(before.finding('wrong-encoding')?.fixes).toEqual([]);
    expect(before.finding('no-words')?.fixes[0]).toMatchObject({
      kind: 'settings',
      change: { punctuation: true },
    });
    const cleaning = { excludeNearDuplicates: true, stripMarkup: true };
    const after = await examined(rows, {
      choice: { ...plantedChoice, cleaning },
      config: { punctuation: true },
    });
    for (const id of ['near-duplicates', 'markup'] as const) {
      expect(after.finding(id)).toMatchObject({ severity: 'note', count: at[id]?.length });
      expect([...(after.rowsOf.get(id) ?? [])]).toEqual(at[id]);
    }
    expect(after.finding('no-words')).toBeUndefined();
    // What was fixed can be undone.
    expect(after.finding('near-duplicates')?.fixes).toMatchObject([
      { cleaning: { excludeNearDuplicates: false } },
    ]);
    expect(after.finding('markup')?.fixes).toMatchObject([{ cleaning: { stripMarkup: false } }]);
  });

  it('finds few rows, and says how far chance may move the test', async () => {
    const { finding } = await examined(reviews(400, 2));
    expect(finding('few-rows')).toMatchObject({ severity: 'warning', count: 400, hasRows: false });
    expect(finding('few-rows')?.effect).toContain(
      'with 46 reviews to test on its accuracy may be 15 points off',
    );
    const { finding: ofFewer } = await examined(reviews(60, 2));
    expect(ofFewer('few-rows')).toMatchObject({ severity: 'problem', count: 60 });
  });

  it('finds an unequal balance, with the rows of the smaller class', async () => {
    const random = new Random(4);
    const rows = [...reviews(1_000, 3), ...Array.from({ length: 2_500 }, () => review(1, random))];
    const { finding, rowsOf } = await examined(random.shuffle(rows));
    expect(finding('imbalance')).toMatchObject({
      severity: 'warning',
      count: 500,
      message: '86% of the reviews are positive, only 14% are negative.',
      fixes: [{ kind: 'choice', cleaning: { balance: true } }],
    });
    const wanted = [...rows.keys()].filter((row) => rows[row].label === 'neg');
    expect([...(rowsOf.get('imbalance') ?? [])]).toEqual(wanted);
    const balanced = await examined(rows, { choice: { ...plantedChoice, cleaning: { balance: true } } });
    expect(balanced.finding('imbalance')).toMatchObject({
      severity: 'note',
      count: 2_500,
      message: '2,500 reviews of larger classes are excluded, so that all are equal.',
      fixes: [{ kind: 'choice', cleaning: { balance: false } }],
    });
    expect(balanced.rowsOf.get('imbalance')).toHaveLength(2_500);
  });

  it('finds a sorted file, which does no harm where chance splits it', async () => {
    const rows = reviews(1_200, 5).toSorted((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
    const { finding, report } = await examined(rows);
    expect(finding('sorted')).toMatchObject({ severity: 'note', count: 1_200 });
    expect(report.classAlong.slice(0, 20).every(([, share]) => share === 0)).toBe(true);
    expect(report.classAlong.slice(20).every(([, share]) => share === 1)).toBe(true);
  });

  it('finds a sorted file that was cut into a provided split', async () => {
    const rows = reviews(1_200, 5)
      .toSorted((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0))
      .map((row, i) => ({ ...row, part: i < 1_000 ? ('train' as const) : ('test' as const) }));
    const { finding, rowsOf, ids } = await examined(rows, { choice: bySplit });
    expect(finding('one-class-part')).toMatchObject({ severity: 'problem', count: 200 });
    expect(finding('one-class-part')?.message).toBe(
      'The test part that came with the data has only positive reviews.',
    );
    expect([...(rowsOf.get('one-class-part') ?? [])]).toEqual(
      Array.from({ length: 200 }, (_, i) => 1_000 + i),
    );
    expect(finding('sorted')).toMatchObject({ severity: 'warning' });
    expect(ids[0]).toBe('one-class-part');
  });

  it('finds a provided part with hardly any of one class', async () => {
    const rows = reviews(1_200, 6);
    const negatives = rows.filter(({ label }) => label === 'neg');
    negatives.forEach((row, i) => (row.part = i < 300 ? 'test' : 'train'));
    const positives = rows.filter(({ label }) => label === 'pos');
    positives.forEach((row, i) => (row.part = i < 3 ? 'test' : 'train'));
    const { finding, report } = await examined(rows, { choice: bySplit });
    expect(finding('one-class-part')).toMatchObject({
      count: 303,
      message: 'The test part that came with the data is 99% negative.',
    });
    expect(report.parts.test).toBe(303);
  });

  it('finds reviews that differ in capitals, punctuation and markup alone, however short they are', async () => {
    const rows = reviews(1_200, 11);
    rows.push({ text: 'Great food', label: 'pos' });
    const twins = ['GREAT food!', '<b>Great</b> food', 'great, food …'];
    rows.push(...twins.map((text): PlantedRow => ({ text, label: 'pos' })));
    rows.push({ text: `${rows[5].text.toUpperCase()}!`, label: rows[5].label });
    const { finding, rowsOf } = await examined(rows);
    expect(finding('same-words')).toMatchObject({
      severity: 'note',
      count: 4,
      message: '4 reviews differ from an earlier one in capitals, punctuation or markup alone.',
    });
    expect([...(rowsOf.get('same-words') ?? [])]).toEqual([1_201, 1_202, 1_203, 1_204]);
    expect(finding('near-duplicates')).toBeUndefined();
    const cleaning = { excludeNearDuplicates: true };
    const cleaned = await examined(rows, { choice: { ...plantedChoice, cleaning } });
    expect(cleaned.finding('same-words')).toBeUndefined();
    expect(cleaned.finding('near-duplicates')).toMatchObject({ severity: 'note', count: 4 });
  });

  it('finds reviews of a provided test part that the training part has in other capitals', async () => {
    const rows = reviews(1_200, 12).map((row, i) => ({
      ...row,
      part: i < 900 ? ('train' as const) : ('test' as const),
    }));
    rows.push(
      { text: 'Great food', label: 'pos', part: 'train' },
      { text: 'GREAT FOOD!', label: 'pos', part: 'test' },
    );
    const { finding, rowsOf, report } = await examined(rows, { choice: bySplit });
    expect(finding('cross-split')).toMatchObject({
      severity: 'warning',
      count: 1,
      message: '1 review of the test part that came with the data stands in its training part too.',
      effect:
        'What the network has seen is not tested, so the test part is not the whole that others tested on.',
    });
    expect([...(rowsOf.get('cross-split') ?? [])]).toEqual([1_201]);
    expect(report.parts.test).toBe(300);
    const choice = { ...bySplit, cleaning: { excludeCrossSplit: true } };
    const cleaned = await examined(rows, { choice });
    expect(cleaned.finding('cross-split')).toMatchObject({ severity: 'note', count: 1 });
    expect(cleaned.report.parts.test).toBe(301);
  });

  it('finds a part that has one class by chance', async () => {
    const rows = reviews(30, 13);
    const { report } = await examined(rows);
    const seeds = Array.from({ length: 40 }, (_, i) => i + 1);
    const found = await Promise.all(
      seeds.map((splitSeed) => examined(rows, { config: { splitSeed } }).catch(() => null)),
    );
    const ones = found.flatMap((each) => (each?.finding('one-class-part') ? [each] : []));
    expect(ones.length).toBeGreaterThan(3);
    for (const { finding, rowsOf } of ones) {
      expect(finding('one-class-part')?.severity).toBe('warning');
      const labels = [...(rowsOf.get('one-class-part') ?? [])].map((row) => rows[row].label);
      expect(labels.length).toBeGreaterThan(0);
    }
    expect(report.rowsUsed).toBe(30);
  });

  it('says of a part without reviews that it is empty, and not what another split seed would give', async () => {
    const rows = reviews(20, 13);
    const seeds = Array.from({ length: 80 }, (_, i) => i + 1);
    const found = await Promise.all(seeds.map((splitSeed) => examined(rows, { config: { splitSeed } })));
    const refused = found.filter(({ finding }) => finding('empty-part'));
    expect(refused.length).toBeGreaterThan(3);
    for (const { finding } of refused) expect(finding('one-class-part')).toBeUndefined();
  });

  it('says of a provided split that leaves no review to train on that it is refused', async () => {
    const rows = reviews(300, 13);
    const part = (i: number) => (i < 150 ? 'validation' : 'test');
    const withoutTraining = rows.map((row, i) => ({ ...row, part: part(i) }) as const);
    const { finding, report } = await examined(withoutTraining, { choice: bySplit });
    expect(finding('empty-part')).toMatchObject({
      severity: 'problem',
      message: expect.stringContaining('No review is in the training part'),
      fixes: [],
    });
    expect(report.areProvided).toBe(false);
    const usable = rows.map((row, i) => ({ ...row, part: i < 100 ? 'train' : part(i) }) as const);
    const other = await examined(usable, { choice: bySplit });
    expect(other.finding('empty-part')).toBeUndefined();
    expect(other.report.areProvided).toBe(true);
  });

  it('finds reviews in both parts of a provided split, nearly the same ones too', async () => {
    const rows = reviews(1_200, 7).map((row, i) => ({
      ...row,
      part: i < 900 ? ('train' as const) : ('test' as const),
    }));
    const random = new Random(2);
    const long = review(0, random, 40);
    rows[20] = { ...long, part: 'train' };
    rows[1_000] = { ...long, text: `${long.text} truly`, part: 'test' };
    rows[1_100] = { ...rows[30], part: 'test' };
    // Twice in one part is no leak.
    rows[40] = { ...rows[41] };
    const { finding, rowsOf } = await examined(rows, { choice: bySplit });
    expect(finding('cross-split')).toMatchObject({ severity: 'problem', count: 2 });
    expect([...(rowsOf.get('cross-split') ?? [])]).toEqual([1_000, 1_100]);
    expect([...(rowsOf.get('exact-duplicates') ?? [])]).toEqual([41, 1_100]);
    const cleaned = await examined(rows, { choice: { ...bySplit, cleaning: { excludeCrossSplit: true } } });
    expect(cleaned.finding('cross-split')).toMatchObject({
      severity: 'note',
      fixes: [{ cleaning: { excludeCrossSplit: false } }],
    });
    expect([...(cleaned.rowsOf.get('cross-split') ?? [])]).toEqual([20, 30]);
  });

  it('finds what a limit cuts, and offers the one that fits 95% of the reviews', async () => {
    const random = new Random(3);
    const rows = random.shuffle(
      Array.from({ length: 1_000 }, (_, i) => review(i % 2 ? 1 : 0, random, 20 + (i % 100))),
    );
    const { finding, report } = await examined(rows);
    expect(report.cut).toMatchObject({ limit: 50, reviews: 0.69 });
    expect(finding('long-texts')).toMatchObject({ severity: 'warning', count: 690 });
    expect(finding('long-texts')?.effect).toMatch(
      /^Their beginning is cut off, so the network never reads 3\d% /,
    );
    expect(finding('long-texts')?.fixes).toMatchObject([{ kind: 'settings', change: { maxLength: 120 } }]);
    const start = await examined(rows, { config: { keptEnd: 'start' } });
    expect(start.finding('long-texts')?.effect).toMatch(/^Their end is cut off/);
  });

  it('finds a vocabulary that covers too little, and offers one that covers 95%', async () => {
    const { finding, report } = await examined(reviews(1_200, 1), { config: { vocabularySize: 60 } });
    expect(report.coverage.distinct).toBe(522);
    expect(report.coverage.chosenShare).toBeLessThan(0.4);
    expect(finding('small-vocabulary')).toMatchObject({
      severity: 'warning',
      count: 1_200,
      hasRows: false,
      fixes: [{ kind: 'settings', change: { vocabularySize: 500 } }],
    });
  });

  it('measures the baselines, the same for the same seed', async () => {
    const { report } = await examined(reviews(1_200, 9));
    const { baselines } = report;
    // Training has a few more of one class, so the test part has fewer of it.
    expect(baselines.majority).toBe(48 / 112);
    expect(baselines.bagOfWords).toBeGreaterThan(0.97);
    expect(baselines.testRows).toBe(112);
    const words = (id: 0 | 1) => baselines.words[id].slice(0, 5).map(({ word }) => word);
    expect(words(0).toSorted()).toEqual(['awful', 'bad', 'dull', 'poor', 'weak']);
    expect(words(1).toSorted()).toEqual(['fine', 'good', 'great', 'lovely', 'superb']);
    const again = await examined(reviews(1_200, 9));
    expect(again.report).toEqual({ ...report, baselines: { ...baselines, seconds: expect.any(Number) } });
    const other = await examined(reviews(1_200, 9), { config: { seed: 2 } });
    expect(other.report.fingerprint).not.toBe(report.fingerprint);
  });

  it('is cancelled soon, with the signal’s reason', async () => {
    const dataset = await datasetFromTable(plantedTable(reviews(6_000, 1)), plantedChoice);
    const abort = new AbortController();
    const phases = new Set<string>();
    const onProgress = ({ phase }: { phase: string }) => {
      phases.add(phase);
      if (phase === 'baseline') abort.abort(new Error('no longer wanted'));
    };
    await expect(examine(dataset, config, { signal: abort.signal, onProgress })).rejects.toThrow(
      'no longer wanted',
    );
    expect(phases.has('baseline')).toBe(true);
  });
});
