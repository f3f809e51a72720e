/** The rows of the data, as the table of reviews shows them. */
import type { ClassId, Correction, ExclusionReason, Part } from './dataset.ts';
import type { FindingId } from './findings.ts';

/** Which rows of the data to look at; null: all. */
export interface RowQuery {
  /** Part of the text, upper and lower case alike. */
  search: string;
  /** `excluded`: rows that are not used. */
  class: ClassId | 'excluded' | null;
  part: Part | null;
  reason: ExclusionReason | null;
  /** Rows that a finding of the doctor is about. */
  finding: FindingId | null;
  /** Only rows that a user has corrected. */
  corrected: boolean;
}

export interface ReviewRow {
  /** Its number in the files, from 0: what `correct` takes. */
  row: number;
  /** Shortened to a few thousand characters. */
  text: string;
  /** As the file has it. */
  label: string;
  /** Null when it is excluded. */
  class: ClassId | null;
  excluded: ExclusionReason | null;
  part: Part | null;
  correction: Correction | null;
}

export interface RowPage {
  /** Rows that match in all. */
  total: number;
  start: number;
  rows: ReviewRow[];
}

/** How many rows have a label that probably is wrong. */
export interface LabelErrorsFound {
  total: number;
  /** Rows that the network answered for besides the n-gram baseline: those that it has not learned from. */
  byNetwork: number;
}

/** A row whose label probably is wrong. What stands in `class` and `correction` may have changed since. */
export interface LabelErrorRow extends ReviewRow {
  /** The class that it had when it was looked at. */
  given: ClassId;
  suggested: ClassId;
  /** Of the suggested class. */
  probability: number;
}

/** The most certain first. */
export interface LabelErrorPage {
  total: number;
  start: number;
  rows: LabelErrorRow[];
}

/**
 * Which reviews of a test. `all` and `wrong` are in the data's order; `unsure` are those whose probability is less
 * than 50 points above the next class's, the least sure first; `errors` are the wrong ones, the most confident first.
 */
export const testFilters = ['all', 'wrong', 'unsure', 'errors'] as const;
export type TestFilter = (typeof testFilters)[number];

/** A cell of the confusion matrix. */
export interface ConfusionCell {
  actual: ClassId;
  predicted: ClassId;
}

export interface TestQuery {
  show: TestFilter;
  /** Null: all cells. */
  cell: ConfusionCell | null;
  /** Part of the text, upper and lower case alike. */
  search: string;
}

/** A review as it was tested. What stands in `class` and `correction` may have changed since. */
export interface TestedReview extends ReviewRow {
  /** The class that it was tested against. */
  actual: ClassId;
  predicted: ClassId;
  /** Of the predicted class. */
  probability: number;
}

export interface TestedPage {
  /** Rows that match in all. */
  total: number;
  start: number;
  rows: TestedReview[];
  /** How many each filter would show of this cell and this search. */
  counts: Record<TestFilter, number>;
}
