import type { RunName } from '../model/index.ts';
import type { RunConfig, RunRecord } from './protocol.ts';

/** What is saved of a run before its first step. */
export function newRecord(run: RunName, config: RunConfig): RunRecord {
  return {
    ...run,
    config,
    updated: Date.now(),
    status: 'unfinished',
    backend: null,
    stepsDone: 0,
    totalSteps: 0,
    epochs: [],
    curve: [],
    marks: [],
    seconds: 0,
    test: null,
    bytes: 0,
    hasModel: false,
    hasState: false,
  };
}
