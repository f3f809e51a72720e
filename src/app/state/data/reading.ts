/** One reading of data at a time: how far it is, how long it will take, and its end by the person. */
import { WorkerFailure, type AskOptions } from '../../../workers/client.ts';
import type { Progress } from '../../../workers/protocol.ts';
import { patch, type AppStore } from '../store.ts';

export interface Reading {
  options: AskOptions;
  /** False once another one has begun. */
  isCurrent(): boolean;
  /** It is over; does nothing once another one has begun. */
  end(): void;
}

export interface Readings {
  /** @param name of what is read; what was being read is cancelled */
  begin(name: string): Reading;
  /** Asks the worker to stop; the reading's own promise says when it has. */
  cancel(): void;
  /** Nothing is read any more: what is under way is cancelled, and nobody waits for it. */
  stop(): void;
}

export const isCancelled = (error: unknown) => error instanceof WorkerFailure && error.code === 'cancelled';

/** A guess from less than this is worth nothing: seconds, and share of the phase. */
const leastSeconds = 1.5;
const leastShare = 0.03;

/** Seconds until this phase is done, by its pace so far. */
export function createEta(now = () => performance.now()): (progress: Progress) => number | null {
  let start: { phase: Progress['phase']; share: number; at: number } | null = null;
  return ({ phase, share }) => {
    if (share === null) return null;
    if (start?.phase !== phase) start = { phase, share, at: now() };
    const seconds = (now() - start.at) / 1_000;
    const gained = share - start.share;
    return seconds < leastSeconds || gained < leastShare ? null : (seconds * (1 - share)) / gained;
  };
}

export function createReadings(store: AppStore): Readings {
  let underWay: AbortController | null = null;
  const idle = { loading: null, progress: null, cancelling: false };

  return {
    begin(name) {
      underWay?.abort();
      const mine = new AbortController();
      const isCurrent = () => underWay === mine;
      const secondsLeft = createEta();
      underWay = mine;
      patch(store, 'data', { ...idle, loading: name, problem: null, note: null });
      return {
        isCurrent,
        options: {
          signal: mine.signal,
          onProgress(progress) {
            const left = secondsLeft(progress);
            if (isCurrent()) patch(store, 'data', { progress: { ...progress, secondsLeft: left } });
          },
        },
        end() {
          if (!isCurrent()) return;
          underWay = null;
          patch(store, 'data', idle);
        },
      };
    },

    cancel() {
      if (!underWay) return;
      patch(store, 'data', { cancelling: true });
      underWay.abort();
    },

    stop() {
      underWay?.abort();
      underWay = null;
      patch(store, 'data', idle);
    },
  };
}
