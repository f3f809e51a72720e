/** What every group of actions works with. */
import { WorkerFailure, type Client } from '../../workers/client.ts';
import { advice, say, t } from '../i18n/index.ts';
import type { AppStore } from './store.ts';

export interface Context {
  store: AppStore;
  client: Client;
  /** Starts the worker afresh, with the data and the network it had, after an error that asks for it. */
  recoverFrom(error: unknown): Promise<void>;
}

/** What went wrong, without the way out. */
export function whatOf(error: unknown): string {
  if (error instanceof WorkerFailure) return say(error.told);
  return error instanceof Error ? error.message : String(error);
}

/** What went wrong and the way out, for the user. */
export function sentenceOf(error: unknown): string {
  if (error instanceof WorkerFailure) {
    const { code, backend, told } = error;
    const excluded = code === 'worker-died' && backend ? t.failures.excluded(backend) : '';
    return [say(told), excluded, advice(code, told)].filter(Boolean).join(' ');
  }
  return t.failures.unexpected(whatOf(error));
}
