/** The reviews of the last test. */
import type { TestedPage, TestedReview, TestQuery } from '../../../contract/reviews.ts';

export interface TestedState {
  query: TestQuery;
  /** Reviews that match; null before the first answer. */
  total: number | null;
  /** Null before the first answer. */
  counts: TestedPage['counts'] | null;
  /** By their number, `pageSize` rows each. */
  pages: ReadonlyMap<number, TestedReview[]>;
  /** Another part of the page has sent the user to the table, which has not taken the focus yet. */
  isSentTo: boolean;
  problem: string | null;
}

export const allTested: TestQuery = { show: 'all', cell: null, search: '' };

export const idleTested: TestedState = {
  query: allTested,
  total: null,
  counts: null,
  pages: new Map(),
  isSentTo: false,
  problem: null,
};
