/** The beginning of a run, whoever begins it: the user, a study or a lab. */
import type { RunConfig, RunRecord } from '../../../workers/protocol.ts';
import { begun, patch, update, type AppStore } from '../store.ts';

/**
 * What was said of earlier attempts is said no more.
 * @param record of the run that is resumed; null: it is a new one
 */
export function beginRun(store: AppStore, config: RunConfig, record: RunRecord | null = null): void {
  const { name = '', fingerprint = '' } = record?.dataset ?? store.getState().data.loaded?.summary ?? {};
  update(store, 'run', (before) => begun(before, { config, record, data: { name, fingerprint } }));
  store.setState({ notice: null });
  patch(store, 'test', { problem: null });
  patch(store, 'studies', { problem: null });
  patch(store, 'data', { isRefused: false });
  patch(store, 'model', { isRefused: false });
}
