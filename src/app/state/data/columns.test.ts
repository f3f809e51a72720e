import { describe, expect, it } from 'vitest';

import type { TablePreview } from '../../../workers/protocol.ts';
import {
  carriedColumns,
  columnChoice,
  columnProblem,
  columnsToShow,
  draftOfChoice,
  guessedColumns,
  labelValues,
  splitColumns,
  withLabelColumn,
} from './columns.ts';

const preview: TablePreview = {
  fileName: 'reviews.csv',
  format: 'csv',
  encoding: 'UTF-8',
  files: [],
  fileCount: 1,
  rowCount: 10,
  columns: ['text', 'label', 'one', 'many', 'letters', 'score', 'part'],
  rows: [],
  guess: { text: 'text', label: 'label', split: 'part', why: { text: null, label: null, split: null } },
  codes: {},
  values: {
    text: null,
    label: [
      { value: 'yes', count: 5, guess: 1 },
      { value: 'no', count: 4, guess: 0 },
      { value: 'perhaps', count: 1, guess: null },
    ],
    one: [{ value: 'same', count: 10, guess: null }],
    many: null,
    letters: [
      { value: 'a', count: 6, guess: null },
      { value: 'b', count: 3, guess: null },
      { value: 'c', count: 1, guess: null },
    ],
    score: null,
    part: [
      { value: 'train', count: 8, guess: null },
      { value: 'test', count: 2, guess: null },
    ],
  },
  numbers: { score: { min: 0, max: 100 } },
  repairedRows: 0,
  broken: { count: 0, samples: [] },
  joined: { count: 0, samples: [] },
};

const guessed = guessedColumns(preview);

describe('columns', () => {
  it('that are guessed in full can be read at once; unknown labels are excluded', () => {
    expect(columnProblem(preview, guessed)).toBeNull();
    expect(columnChoice(preview, guessed)).toEqual({
      text: 'text',
      label: 'label',
      classes: { yes: 1, no: 0, perhaps: null },
      threshold: null,
      split: 'part',
      cleaning: {},
    });
  });

  const scored = withLabelColumn(preview, guessed, 'score');
  const ends = (negativeTo: string, positiveFrom: string) => ({
    ...scored,
    threshold: { negativeTo, positiveFrom },
  });

  it('whose label is a number get a threshold, with the middle fifth excluded', () => {
    expect(columnChoice(preview, scored)?.threshold).toEqual({ negativeTo: 40, positiveFrom: 60 });
    expect(columnChoice(preview, ends('33,5', ' 66.5 '))?.threshold).toEqual({
      negativeTo: 33.5,
      positiveFrom: 66.5,
    });
  });

  it('can have a split, and give it up when the label is taken from there', () => {
    expect(splitColumns(preview)).toEqual(['part']);
    expect(columnChoice(preview, { ...guessed, split: null })?.split).toBeNull();
    expect(withLabelColumn(preview, guessed, 'part').split).toBeNull();
  });

  it('stay as they were when the files are read again, as far as they are still there', () => {
    const before = {
      ...guessed,
      split: null,
      cleaning: { balance: true },
      classes: { yes: 0 as const, gone: 1 as const },
    };
    const again = carriedColumns(preview, before);
    expect(again).toMatchObject({ text: 'text', label: 'label', split: null, cleaning: { balance: true } });
    expect(again.classes).toEqual({ yes: 0, no: 0, perhaps: null });
    const other = { ...preview, columns: ['Text', 'label'], guess: { ...preview.guess, text: 'Text' } };
    expect(carriedColumns(other, before)).toMatchObject({ text: 'Text', label: 'label' });
    expect(carriedColumns(preview, ends('10', '20')).threshold).toEqual({
      negativeTo: '10',
      positiveFrom: '20',
    });
  });

  it('come back from a saved choice', () => {
    for (const draft of [guessed, scored, { ...guessed, split: null, cleaning: { stripMarkup: true } }]) {
      const choice = columnChoice(preview, draft);
      expect(choice && draftOfChoice(choice)).toEqual({ ...draft, areCodesMeant: true });
    }
  });

  it.each([
    ['no text column', { ...guessed, text: null }, 'no-text'],
    ['no label column', { ...guessed, label: null }, 'no-label'],
    ['one column for both', { ...guessed, label: 'text' }, 'same-column'],
    ['one label only', withLabelColumn(preview, guessed, 'one'), 'one-value'],
    ['too many labels', withLabelColumn(preview, guessed, 'many'), 'too-many-values'],
    ['three labels that nobody has sorted', withLabelColumn(preview, guessed, 'letters'), 'no-classes'],
    ['nothing negative', { ...guessed, classes: { yes: 1, no: null } }, 'no-negative'],
    ['no number for an end', ends('', '50'), 'threshold-number'],
    ['a word for an end', ends('low', '50'), 'threshold-number'],
    ['ends that cross', ends('60', '40'), 'threshold-order'],
    ['an end above all labels', ends('40', '101'), 'threshold-range'],
    ['an end below all labels', ends('-1', '50'), 'threshold-range'],
    ['nothing positive', { ...guessed, classes: { yes: null, no: 0 } }, 'no-positive'],
  ] as const)('with %s can’t', (_, draft, kind) => {
    expect(columnProblem(preview, draft)?.kind).toBe(kind);
    expect(columnChoice(preview, draft)).toBeNull();
  });

  it('with three labels can, once two of them are sorted', () => {
    const draft = withLabelColumn(preview, guessed, 'letters');
    const sorted = { ...draft, classes: { ...draft.classes, a: 0 as const, b: 1 as const } };
    expect(columnChoice(preview, sorted)?.classes).toEqual({ a: 0, b: 1, c: null });
  });
});

describe('what the panel shows', () => {
  it('is the chosen columns first, then the others as the file has them', () => {
    const draft = { ...guessed, text: 'letters', label: 'score' };
    expect(columnsToShow(preview, draft)).toEqual([
      'letters',
      'score',
      'part',
      'text',
      'label',
      'one',
      'many',
    ]);
    expect(columnsToShow(preview, { ...guessed, text: null, label: null, split: null })).toEqual(
      preview.columns,
    );
  });

  it('is numbers from the least to the greatest, and words by how often they occur', () => {
    const stars = ['2', '10', '1', '4.5'].map((value) => ({ value, count: 5, guess: null }));
    const scale = { ...preview, values: { ...preview.values, label: stars } };
    expect(labelValues(scale, 'label')?.map(({ value }) => value)).toEqual(['1', '2', '4.5', '10']);
    expect(labelValues(preview, 'letters')?.map(({ value }) => value)).toEqual(['a', 'b', 'c']);
  });
});
