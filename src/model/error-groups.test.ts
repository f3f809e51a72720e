import { describe, expect, it } from 'vitest';
import type { Grouping } from '../contract/error-groups.ts';
import { told } from '../contract/messages/testing/told.ts';
import { presetConfig } from '../contract/settings.ts';
import { datasetFromTable, datasetOf, readingOf, readTable, textColumn, Vocabulary } from './data/index.ts';
import { groupErrors } from './error-groups.ts';
import { TestedReviews } from './tested-reviews.ts';

const config = { ...presetConfig(), tokenization: 'words' as const };
const rule = readingOf({ config, cleaning: { stripMarkup: false } });
const vocabulary = new Vocabulary(['<pad>', '<unk>', 'good', 'bad', 'food']);
const columns = { text: 'text', label: 'label', classes: { bad: 0, good: 1 } };

/** Two files of forty rows; every second row is tested, and those of the first file's shop B are wrong. */
async function open() {
  const csv = (file: string, words: string) =>
    Array.from({ length: 40 }, (_, i) => {
      const label = i % 4 < 2 ? 'good' : 'bad';
      return `${label} ${words} ${file}${i},${label},${i % 3 === 0 ? 'B' : 'A'},${i}`;
    });
  const blob = (rows: string[]) => new Blob([['text,label,shop,number', ...rows].join('\n')]);
  const table = await readTable([
    { path: 'one.csv', blob: blob(csv('x', 'food')) },
    { path: 'two.csv', blob: blob(csv('y', 'food food food food food food')) },
  ]);
  const dataset = await datasetFromTable(table, columns);
  const rows = Int32Array.from({ length: 40 }, (_, i) => 2 * i);
  const isWrong = (row: number) => row < 40 && row % 3 === 0;
  const classes = Uint8Array.from(rows, (row) => dataset.classes[row]);
  const probabilities = Float32Array.from(rows, (row) => dataset.classes[row]).reduce<number[]>(
    (all, label, at) => {
      const answer = isWrong(rows[at]) ? 1 - label : label;
      return [...all, 1 - answer, answer];
    },
    [],
  );
  const answers = { probabilities: Float32Array.from(probabilities), classes, decision: { weights: [1, 1] } };
  const tested = new TestedReviews(dataset, rows, answers);
  return { dataset, tested, ask: (by: Grouping) => groupErrors({ tested, dataset, rule, vocabulary }, by) };
}

describe('errors of a test by kind', () => {
  it('are by the file that a row came from', async () => {
    const { ask } = await open();
    const { groups, accuracy, offered } = await ask({ kind: 'file' });
    expect(groups.map(({ name, rows, right }) => ({ ...name, rows, right }))).toEqual([
      { kind: 'value', value: 'one.csv', rows: 20, right: 13 },
      { kind: 'value', value: 'two.csv', rows: 20, right: 20 },
    ]);
    expect(accuracy).toBeCloseTo(33 / 40, 10);
    expect(offered.map((by) => (by.kind === 'column' ? by.column : by.kind))).toEqual([
      'length',
      'unknown',
      'file',
      'label',
      'shop',
      'number',
    ]);
  });

  it('are by the cells of any column, also of one that is neither text nor label', async () => {
    const { ask } = await open();
    const { groups } = await ask({ kind: 'column', column: 'shop' });
    expect(groups.map(({ name, rows, right }) => ({ ...name, rows, right }))).toEqual([
      { kind: 'value', value: 'A', rows: 26, right: 26 },
      { kind: 'value', value: 'B', rows: 14, right: 7 },
    ]);
    await expect(ask({ kind: 'column', column: 'place' })).rejects.toEqual(
      told({
        code: 'no-such-column',
        column: 'place',
        columns: ['text', 'label', 'shop', 'number'],
      }),
    );
  });

  it('are by length and by unknown words, as the network reads texts', async () => {
    const { ask } = await open();
    const { groups, tokens } = await ask({ kind: 'length' });
    expect(tokens).toBe('words');
    expect(groups.map(({ name, right }) => ({ ...name, right }))).toEqual([
      { kind: 'range', from: 3, to: 3, right: 13 },
      { kind: 'range', from: 8, to: 8, right: 20 },
    ]);
    const byUnknown = (await ask({ kind: 'unknown' })).groups;
    // One of three words, and one of eight.
    expect(byUnknown.map(({ name, right }) => ({ ...name, right }))).toEqual([
      { kind: 'share', above: 0.1, to: 0.2, right: 20 },
      { kind: 'share', above: 0.2, to: 1, right: 13 },
    ]);
  });

  it('go with the data that was tested', async () => {
    const { tested } = await open();
    const dataset = datasetOf({
      name: 'other',
      texts: textColumn(['a', 'b']),
      classes: Uint8Array.of(0, 1),
      classNames: ['bad', 'good'],
    });
    await expect(groupErrors({ tested, dataset, rule, vocabulary }, { kind: 'length' })).rejects.toEqual(
      told({ code: 'tested-reviews-gone' }),
    );
  });
});
