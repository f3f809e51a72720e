/** What the examination of the data has found. */
import type { Progress } from '../../../contract/dataset.ts';
import type { DoctorReport } from '../../../contract/findings.ts';

export interface DoctorState {
  /** How far the examination under way has come; null while none is. */
  progress: Progress | null;
  report: DoctorReport | null;
  /** Data or settings have changed since the report was asked for. */
  isOld: boolean;
  /** It is to be asked for anew as soon as the worker is free. */
  isDue: boolean;
  /** The user ended it: it is asked again when data or settings change. */
  cancelled: boolean;
  problem: string | null;
  /** The data's fingerprint when the loaded network was trained; null when it was not trained here. */
  trainedOn: string | null;
}

export const idleDoctor: DoctorState = {
  progress: null,
  report: null,
  isOld: false,
  isDue: false,
  cancelled: false,
  problem: null,
  trainedOn: null,
};
