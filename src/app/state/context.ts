/** What every group of actions works with. */
import { WorkerFailure, type Client } from '../../workers/client.ts';
import { failureKind } from '../../contract/failures.ts';
import { t } from '../i18n/index.ts';
import type { AppStore } from './store.ts';

export interface Context {
  store: AppStore;
  client: Client;
  /** Starts the worker afresh, with the data and the network it had, after an error that asks for it. */
  recoverFrom(error: unknown): Promise<void>;
}

/** What went wrong and the way out, for the person. */
export function sentenceOf(error: unknown): string {
  if (error instanceof WorkerFailure) {
    const { code, backend, message } = error;
    const excluded = code === 'worker-died' && backend ? t.failures.excluded(backend) : '';
    return [message, excluded, failureKind(code).advice].filter(Boolean).join(' ');
  }
  const detail = error instanceof Error ? error.message : String(error);
  return t.failures.unexpected(detail);
}

/** Numbers calls, so that an answer that was overtaken by a later question can be told and dropped. */
export function createTurns(): { next(): () => boolean } {
  let latest = 0;
  return {
    next() {
      latest += 1;
      const mine = latest;
      return () => mine === latest;
    },
  };
}
