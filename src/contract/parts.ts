/** What rows are divided into: by what they say, and by what they are used for. */

/** From 0, in the order of the names of the classes. Of two that mean it, 0 is negative and 1 is positive. */
export type ClassId = number;

export const mostClasses = 50;

/** With fewer rows of a class a test says nothing. */
export const leastRowsOfClass = 10;

export const partNames = ['train', 'validation', 'test'] as const;
export type Part = (typeof partNames)[number];

/** A label that is a number without a meaning of its own, with the first texts that have it, shortened. */
export interface LabelCode {
  value: string;
  examples: readonly string[];
}

/** Why a row of the files is not used. */
export type ExclusionReason =
  | 'empty-text'
  | 'no-label'
  | 'label-left-out'
  /** An equal text stands before it. */
  | 'duplicate'
  /** Its text comes with several labels: nobody knows which is right. */
  | 'two-labels'
  | 'near-duplicate'
  | 'cross-split'
  | 'balance'
  /** A user took it out. */
  | 'correction'
  /** A line of the file that could not be read. */
  | 'broken-row'
  /** It stands in a sheet of the workbook that has other columns than the one that is read. */
  | 'other-sheet';

export interface ExclusionCount {
  reason: ExclusionReason;
  count: number;
}
