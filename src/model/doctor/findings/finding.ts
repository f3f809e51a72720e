/** What the groups of findings share: what they look at, and how they say it. */
import type { RunConfig } from '../../../contract/settings.ts';
import type { TimeSlicer } from '../../data/time-slicer.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Split } from '../../data/split.ts';
import type { LeaveOutReason } from '../../../contract/dataset.ts';
import type { DoctorReport, Finding } from '../../../contract/findings.ts';
import type { Coverage } from '../facts.ts';

export interface Case {
  dataset: Dataset;
  config: RunConfig;
  /** The rows that a run trains on, validates on and tests. */
  split: Split;
  /** [texts] Words a review, uncut. */
  lengths: Int32Array;
  facts: Pick<DoctorReport, 'classCounts' | 'lengths' | 'cut' | 'coverage' | 'parts'>;
  coverage: Coverage;
  /** [texts] The earlier text that each is nearly the same as, or -1. */
  nearOf: Int32Array;
  slicer: TimeSlicer;
}

/** A finding with the table's rows that it is about; null where it is about no rows in particular. */
export interface Found extends Omit<Finding, 'count' | 'hasRows'> {
  count: number;
  rows: Int32Array | null;
}

/** The table's rows of those of the dataset's rows that fulfil a condition. */
export function rowsWhere({ dataset }: Case, isMeant: (row: number) => boolean): Int32Array {
  return dataset.origin.rows.filter((_, row) => isMeant(row));
}

/** How many rows were left out for a reason, and which. Samples come without them: then only how many. */
export function leftOut(
  { dataset }: Case,
  reason: LeaveOutReason,
): { count: number; rows: Int32Array | null } {
  const { reasons } = dataset.origin;
  const rows: number[] = [];
  reasons.forEach((value, row) => value === reason && rows.push(row));
  const told = dataset.leftOut.find((entry) => entry.reason === reason)?.count ?? 0;
  return { count: Math.max(told, rows.length), rows: rows.length > 0 ? Int32Array.from(rows) : null };
}

/** "1 review has", "1,234 reviews have": the count with the words for one and for more. */
export function counted(count: number, one: string, more: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;
}

/** 0.004 → "0.4%", 0.232 → "23%". */
export function percent(share: number): string {
  const value = 100 * share;
  if (value > 0 && value < 0.1) return 'under 0.1%';
  if (value < 10 && value % 1 !== 0) return `${value.toFixed(1)}%`;
  // 99.7% must not be said to be all.
  return `${value < 100 ? Math.min(99, Math.round(value)) : 100}%`;
}

export function wholeNumber(value: number): string {
  return value.toLocaleString('en-US');
}
