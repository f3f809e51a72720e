/** How the state of the data’s check changes: it comes with its actions, and not with the first paint as the slice does. */
import type { DoctorState } from './slice.ts';

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
