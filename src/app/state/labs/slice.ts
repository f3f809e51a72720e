/** The labs: which is open, how far each is, and what is to be given back to the user after them. */
import type { ChangeMeasured } from '../../../contract/insight.ts';
import { labIds, type LabId } from '../../../contract/labs.ts';
import type { EpochEvent } from '../../../contract/training.ts';
import type { Draft } from '../settings/draft.ts';
import type { StudyForm } from '../studies/slice.ts';

/** The form as it was before a lab put its own settings into it. */
export interface OwnSettings {
  draft: Draft;
  preset: string;
  /** Null: from before the page was loaded anew. */
  study: StudyForm | null;
}

export interface LabProgress {
  /** How many of its steps are done. */
  done: number;
  /** The place of the answer that was chosen; null: none yet. */
  chosen: number | null;
  isRevealed: boolean;
}

export interface LabsState {
  /** The one that the address names; null: the list of all. */
  open: LabId | null;
  progress: Partial<Record<LabId, LabProgress>>;
  /** Epochs of the labs' runs that came to their end, by the name of the run. */
  runs: Readonly<Partial<Record<string, readonly EpochEvent[]>>>;
  /** The run that is under way. */
  running: string | null;
  /** What changes of the network did to its accuracy, by `keyOfChange`. */
  measured: Readonly<Record<string, ChangeMeasured>>;
  /** Null while the settings in the form are the user's. */
  own: OwnSettings | null;
}

export const idleLabs: LabsState = {
  open: null,
  progress: {},
  runs: {},
  running: null,
  measured: {},
  own: null,
};

const noProgress: LabProgress = { done: 0, chosen: null, isRevealed: false };

export const progressOfLab = ({ progress }: LabsState, lab: LabId): LabProgress =>
  progress[lab] ?? noProgress;

/** What was measured belongs to one network: where that is gone, it is to be measured anew. */
export function withoutMeasured(labs: LabsState, firstMeasure: (lab: LabId) => number | null): LabsState {
  const progress = { ...labs.progress };
  for (const lab of labIds) {
    const [one, place] = [progress[lab], firstMeasure(lab)];
    if (one && place !== null) progress[lab] = { ...one, done: Math.min(one.done, place) };
  }
  return { ...labs, progress, measured: {} };
}

export function withProgress(labs: LabsState, lab: LabId, change: Partial<LabProgress>): LabsState {
  const next = { ...progressOfLab(labs, lab), ...change };
  return { ...labs, progress: { ...labs.progress, [lab]: next } };
}
