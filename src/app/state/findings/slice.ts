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

/** Data or settings are others: the report is old, and gone where the data is another one. */
export function withChange(doctor: DoctorState, hasData: boolean, isSameData: boolean): DoctorState {
  const old = { ...doctor, isOld: true, isDue: hasData };
  return isSameData ? old : { ...old, report: null, problem: null };
}

/** An examination has begun. */
export function withBegun(doctor: DoctorState): DoctorState {
  const progress = { phase: 'examining', share: null, rows: 0 } as const;
  return { ...doctor, progress, isDue: false, cancelled: false, problem: null };
}
