/** Rows that are not used, by why, in English. */
import type { ExclusionReason } from '../../parts.ts';
import { plural } from './phrases.ts';

/** So many excluded rows of each kind. */
export const exclusionReasons: Record<ExclusionReason, (n: number) => string> = {
  'empty-text': (n) => plural(n, 'row without text', 'rows without text'),
  'broken-row': (n) => plural(n, 'broken row', 'broken rows'),
  'no-label': (n) => plural(n, 'row without a label', 'rows without a label'),
  'other-sheet': (n) => plural(n, 'row of other sheets', 'rows of other sheets'),
  'label-left-out': (n) => plural(n, 'row whose label is excluded', 'rows whose label is excluded'),
  duplicate: (n) => plural(n, 'duplicate', 'duplicates'),
  'two-labels': (n) => plural(n, 'row whose text has both labels', 'rows whose text has both labels'),
  'near-duplicate': (n) => plural(n, 'near duplicate', 'near duplicates'),
  'cross-split': (n) =>
    plural(n, 'training row that the test part has, too', 'training rows that the test part has, too'),
  balance: (n) => plural(n, 'row of the larger class', 'rows of the larger class'),
  correction: (n) => plural(n, 'row that you took out', 'rows that you took out'),
};
