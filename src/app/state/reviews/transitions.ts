/** How the state of the table of reviews changes: it comes with its actions, and not with the first paint as the slice does. */
import type { Correction } from '../../../contract/dataset.ts';
import type { ReviewRow } from '../../../contract/reviews.ts';
import { allRows, type ReviewsState } from './slice.ts';

/** A row's correction that the worker has not answered yet; undefined: it has. */
export function withPending(
  reviews: ReviewsState,
  row: number,
  correction: Correction | null | undefined,
): ReviewsState {
  const pending = new Map(reviews.pending);
  if (correction === undefined) pending.delete(row);
  else pending.set(row, correction);
  return { ...reviews, pending };
}

/** Other data: no rows yet; the query stays where the data is the same but for how it is read. */
export function withOtherData(reviews: ReviewsState, isSame: boolean): ReviewsState {
  const query = isSame ? reviews.query : allRows;
  return { ...reviews, query, pages: new Map(), pending: new Map(), total: null, note: null, problem: null };
}

/** Rows have come: that none came is no problem any more. */
export function withRows(
  reviews: ReviewsState,
  pages: ReadonlyMap<number, ReviewRow[]>,
  total: number,
): ReviewsState {
  return { ...reviews, pages, total, hasFailed: false, ...(reviews.hasFailed && { problem: null }) };
}
