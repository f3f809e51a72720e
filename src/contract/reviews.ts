/** The rows of the data, as the table of reviews shows them. */
import type { ClassId, Correction, LeaveOutReason, Part } from './dataset.ts';
import type { FindingId } from './findings.ts';

/** Which rows of the data to look at; null: all. */
export interface RowQuery {
  /** Part of the text, upper and lower case alike. */
  search: string;
  /** `left-out`: rows that are not used. */
  class: ClassId | 'left-out' | null;
  part: Part | null;
  reason: LeaveOutReason | null;
  /** Rows that a finding of the doctor is about. */
  finding: FindingId | null;
  /** Only rows that a person has corrected. */
  corrected: boolean;
}

export interface ReviewRow {
  /** Its number in the files, from 0: what `correct` takes. */
  row: number;
  /** Shortened to a few thousand characters. */
  text: string;
  /** As the file has it. */
  label: string;
  /** Null when it is left out. */
  class: ClassId | null;
  leftOut: LeaveOutReason | null;
  part: Part | null;
  correction: Correction | null;
}

export interface RowPage {
  /** Rows that match in all. */
  total: number;
  start: number;
  rows: ReviewRow[];
}
