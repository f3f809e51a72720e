/** The public door of the model: pure TypeScript, no DOM, no worker. */
export * from './config.ts';
export * from './curve.ts';
export type * from './events.ts';
export type * from './reports.ts';
export { BackendError, InputError } from './errors.ts';
export { Session } from './session.ts';
export { syntheticWork, timeSteps } from './training/step-bench.ts';
export type { StepTimes } from './training/step-bench.ts';
