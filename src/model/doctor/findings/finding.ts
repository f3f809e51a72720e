/** What the groups of findings share: what they look at. */
import type { Message } from '../../../contract/messages/message.ts';
import type { RunConfig } from '../../../contract/settings.ts';
import type { TimeSlicer } from '../../data/time-slicer.ts';
import { leastRowsOfClass } from '../../../contract/parts.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Split } from '../../data/split.ts';
import type { ExclusionReason } from '../../../contract/dataset.ts';
import type { DoctorReport, Finding } from '../../../contract/findings.ts';
import type { Coverage } from '../facts.ts';

export interface ExaminationContext {
  dataset: Dataset;
  config: RunConfig;
  /** The setting *tokenization*; that of `config` is decided. */
  asked: RunConfig['tokenization'];
  /** The rows that a run trains on, validates on and tests. */
  split: Split;
  /** [texts] Words a review, uncut. */
  lengths: Int32Array;
  facts: Pick<DoctorReport, 'classCounts' | 'lengths' | 'cut' | 'coverage' | 'parts' | 'areProvided'>;
  coverage: Coverage;
  /** [texts] The earlier text that each is nearly the same as, or -1. */
  nearOf: Int32Array;
  /** For each class the words that speak most for it in the n-gram baseline, the strongest first. */
  telling: readonly (readonly string[])[];
  /** [texts] 1 where good words outnumber bad ones, -1 where bad ones do; 0 for all rows that the baseline has not. */
  leanings: Int8Array;
  /** Why the parts that training would have can't be used; those here are then others. */
  lack: Message | null;
  slicer: TimeSlicer;
}

/** A finding with the table's rows that it is about; null where it is about no rows in particular. */
export interface FindingDraft extends Omit<Finding, 'count' | 'hasRows'> {
  count: number;
  rows: Int32Array | null;
}

/** The table's rows of those of the dataset's rows that fulfil a condition. */
export function rowsWhere({ dataset }: ExaminationContext, isMeant: (row: number) => boolean): Int32Array {
  return dataset.origin.rows.filter((_, row) => isMeant(row));
}

/** Whether enough rows of each class are left without some: what leaves too few is not suggested. */
export function leavesEnough({ dataset }: ExaminationContext, isGone: (row: number) => boolean): boolean {
  const left = [0, 0];
  dataset.classes.forEach((of, row) => (left[of] += isGone(row) ? 0 : 1));
  return Math.min(...left) >= leastRowsOfClass;
}

/** How many rows were excluded for a reason, and which. Samples come without them: then only how many. */
export function excluded(
  { dataset }: ExaminationContext,
  reason: ExclusionReason,
): { count: number; rows: Int32Array | null } {
  const { reasons } = dataset.origin;
  const rows: number[] = [];
  reasons.forEach((value, row) => value === reason && rows.push(row));
  const told = dataset.excluded.find((entry) => entry.reason === reason)?.count ?? 0;
  return { count: Math.max(told, rows.length), rows: rows.length > 0 ? Int32Array.from(rows) : null };
}
