import { describe, expect, it } from 'vitest';

import type { TablePreview } from '../../workers/protocol.ts';
import { columnChoice, columnProblem, guessedColumns, withLabelColumn } from './columns.ts';

const preview: TablePreview = {
  fileName: 'reviews.csv',
  format: 'csv',
  encoding: 'UTF-8',
  rowCount: 10,
  columns: ['text', 'label', 'one', 'many', 'letters'],
  rows: [],
  guess: { text: 'text', label: 'label' },
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
  },
};

const guessed = guessedColumns(preview);

describe('columns', () => {
  it('that are guessed in full can be read at once; unknown labels are left out', () => {
    expect(columnProblem(preview, guessed)).toBeNull();
    expect(columnChoice(preview, guessed)).toEqual({
      text: 'text',
      label: 'label',
      classes: { yes: 1, no: 0, perhaps: null },
    });
  });

  it.each([
    ['no text column', { ...guessed, text: null }, 'no-text'],
    ['no label column', { ...guessed, label: null }, 'no-label'],
    ['one column for both', { ...guessed, label: 'text' }, 'same-column'],
    ['one label only', withLabelColumn(preview, guessed, 'one'), 'one-value'],
    ['too many labels', withLabelColumn(preview, guessed, 'many'), 'too-many-values'],
    ['three labels that nobody has sorted', withLabelColumn(preview, guessed, 'letters'), 'no-classes'],
    ['nothing negative', { ...guessed, classes: { yes: 1, no: null } }, 'no-negative'],
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
