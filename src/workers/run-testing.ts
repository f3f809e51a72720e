import { presetConfig, type RunRecord } from './protocol.ts';

/** A run that has just begun. */
export function runRecord(id: string): RunRecord {
  return {
    id,
    name: `Run ${id}`,
    started: 1,
    updated: 1,
    status: 'unfinished',
    config: presetConfig(),
    source: { kind: 'sample', id: 'uci-sentences' },
    dataset: { name: 'UCI sentences', fingerprint: '0123456789abcdef', rows: 100 },
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
