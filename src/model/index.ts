/** The public door of the model: pure TypeScript, no DOM, no worker. */
export * from './config.ts';
export * from './curve.ts';
export type * from './events.ts';
export type * from './reports.ts';
export { BackendError, InputError } from './errors.ts';
export type { ReadOptions, SourceFile } from './data/intake/contract.ts';
export { plainName } from './data-desk.ts';
export { exportParts, isModelFile } from './export/index.ts';
export { datasetFromTable, prepare, previewTable, readTable } from './data/index.ts';
export { labelNumber } from './data/labels.ts';
export { examine } from './doctor/index.ts';
export { Session } from './session.ts';
export { decodeState, encodeState } from './training/state-file.ts';
export type { RunName } from './training/state-file.ts';
export { positionOf } from './training/state.ts';
export type { TrainEvent as SessionEvent, TrainingState } from './training/state.ts';
export { syntheticWork, timeSteps } from './training/step-bench.ts';
export type { StepTimes } from './training/step-bench.ts';
