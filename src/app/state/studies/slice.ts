/** Studies: what the form asks for, which are saved, and which is under way. */
import type { StudyProgress, StudyRecord } from '../../../workers/studies.ts';
import type { FieldName } from '../../../workers/protocol.ts';

/** A study on this device. Its runs are in it, and not in the list of runs. */
export interface SavedStudy extends StudyRecord {
  id: string;
  /** Milliseconds since 1970. */
  started: number;
  updated: number;
  /** The user has ended it before all of its runs were done. */
  isStopped: boolean;
}

export const seedCounts = [1, 3, 5, 10] as const;

/** A setting that is to vary, with its values as they are typed. */
export interface VariedText {
  name: FieldName;
  text: string;
}

export interface StudyForm {
  /** How many seeds, from the form's own on. */
  seeds: number;
  /** How many folds in place of seeds; null: seeds. */
  folds: number | null;
  varied: readonly VariedText[];
  /** How many of all combinations are drawn, as typed; empty: all. */
  drawn: string;
  varySplit: boolean;
  halving: boolean;
}

export interface StudiesState {
  form: StudyForm;
  /** The part of the form on settings that vary is open. */
  isSweeping: boolean;
  /** The newest first; null: not read yet. */
  list: readonly SavedStudy[] | null;
  /** Of the study that is under way, with so many runs side by side; null: none is. */
  running: (StudyProgress & { id: string; atOnce: number }) | null;
  /** Which one is looked at; null: the newest. */
  shown: string | null;
  /** Interrupted ones that the user does not want to be asked about now. */
  later: readonly string[];
  problem: string | null;
}

export const plainForm: StudyForm = {
  seeds: 1,
  folds: null,
  varied: [],
  drawn: '',
  varySplit: false,
  halving: false,
};

export const idleStudies: StudiesState = {
  form: plainForm,
  isSweeping: false,
  list: null,
  running: null,
  shown: null,
  later: [],
  problem: null,
};

/** More than one run is wanted. */
export function asksForStudy({ seeds, folds, varied }: StudyForm): boolean {
  return seeds > 1 || folds !== null || varied.length > 0;
}

/** The one that is looked at. */
export function shownStudy({ list, shown }: StudiesState): SavedStudy | null {
  return list?.find(({ id }) => id === shown) ?? list?.[0] ?? null;
}
