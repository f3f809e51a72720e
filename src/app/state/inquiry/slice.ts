/** A question that the worker takes a while to answer: how far it is, and what was found last. */
export interface Inquiry<T> {
  /** Null before the first answer about this network and data. */
  found: T | null;
  isAsking: boolean;
  /** How far the question under way has come, 0 to 1; null while that is not known. */
  share: number | null;
  /** Until it is answered; null while that is not known. */
  secondsLeft: number | null;
  /** Rows, or other pieces of work, that are done. */
  rows: number;
  problem: string | null;
}

export const idleInquiry = {
  found: null,
  isAsking: false,
  share: null,
  secondsLeft: null,
  rows: 0,
  problem: null,
} as const;
