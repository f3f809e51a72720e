import { presetConfig, type RunRecord } from './protocol.ts';
import { newRecord } from './run-record.ts';

/** A run that has just begun. */
export function runRecord(id: string): RunRecord {
  const dataset = { name: 'UCI sentences', fingerprint: '0123456789abcdef', rows: 100 };
  const source = { kind: 'sample', id: 'uci-sentences' } as const;
  return newRecord({ id, name: `Run ${id}`, started: 1, source, dataset }, presetConfig());
}
