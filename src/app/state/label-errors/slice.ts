/** Rows of the data whose labels probably are wrong. */
import type { Progress } from '../../../contract/dataset.ts';
import type { LabelErrorRow, LabelErrorsFound } from '../../../contract/reviews.ts';

export interface LabelErrorsState {
  /** How far the search under way has come; null while none is. */
  progress: Progress | null;
  /** Null before the first search of this data. */
  found: LabelErrorsFound | null;
  /** Labels have been corrected, or another network is loaded, since they were found. */
  isOld: boolean;
  /** By their number, `pageSize` rows each. */
  pages: ReadonlyMap<number, LabelErrorRow[]>;
  problem: string | null;
}

export const idleLabelErrors: LabelErrorsState = {
  progress: null,
  found: null,
  isOld: false,
  pages: new Map(),
  problem: null,
};
