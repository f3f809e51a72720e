/** The table of reviews. */
import type { Correction } from '../../../contract/dataset.ts';
import type { ReviewRow, RowQuery } from '../../../contract/reviews.ts';

export interface ReviewsState {
  isOpen: boolean;
  /** Another part of the page has sent the user to the table, which has not taken the focus yet. */
  isSentTo: boolean;
  query: RowQuery;
  /** Rows that match; null before the first answer. */
  total: number | null;
  /** By their number, `pageSize` rows each. */
  pages: ReadonlyMap<number, ReviewRow[]>;
  /** By row: corrections that the worker has not answered yet. Null takes one back. */
  pending: ReadonlyMap<number, Correction | null>;
  /** What is being made or read besides rows. */
  working: 'rows' | 'corrections' | 'import' | null;
  /** What a file of corrections did. */
  note: string | null;
  problem: string | null;
  /** The problem is that no rows came: it is over when some do. */
  hasFailed: boolean;
}

export const allRows: RowQuery = {
  search: '',
  class: null,
  part: null,
  reason: null,
  finding: null,
  corrected: false,
};

export const idleReviews: ReviewsState = {
  isOpen: false,
  isSentTo: false,
  query: allRows,
  total: null,
  pages: new Map(),
  pending: new Map(),
  working: null,
  note: null,
  problem: null,
  hasFailed: false,
};
