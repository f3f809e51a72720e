/** A run of a study, and one that has no result. */
import type { Message } from '../../contract/messages/message.ts';
import type { MeasuredRun } from '../../contract/studies.ts';

export interface StudyRun extends MeasuredRun {
  /** Place of its settings among the cells. */
  cell: number;
  seed: number;
  splitSeed: number;
  fold: number;
}

/** Which run of a study it is. */
export type RunKey = Pick<StudyRun, 'cell' | 'seed' | 'splitSeed' | 'fold'>;

/** A run that came to no end: another try would fail alike. */
export interface FailedRun extends RunKey {
  told: Message;
}
