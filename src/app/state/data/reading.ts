/** One reading of data at a time: how far it is, how long it will take, and its end by the user. */
import { WorkerFailure, type AskOptions } from '../../../workers/client.ts';
import type { Progress } from '../../../contract/dataset.ts';
import { patch, type AppStore } from '../store.ts';
import { SoleTask } from '../timing.ts';

export interface Reading {
  options: AskOptions;
  /** False once another one has begun. */
  isCurrent(): boolean;
  /** It is over; does nothing once another one has begun. */
  end(): void;
}

export const isCancelled = (error: unknown) => error instanceof WorkerFailure && error.code === 'cancelled';

/** A guess from less than this is worth nothing: seconds, and share of the phase. */
const leastSeconds = 1.5;
const leastShare = 0.03;

/** Seconds until a phase is done, by its pace so far. */
export class Eta {
  private start: { phase: Progress['phase']; share: number; at: number } | null = null;

  constructor(private readonly now = () => performance.now()) {}

  /** @returns null while that can't be known */
  secondsLeft({ phase, share }: Progress): number | null {
    if (share === null) return null;
    if (this.start?.phase !== phase) this.start = { phase, share, at: this.now() };
    const seconds = (this.now() - this.start.at) / 1_000;
    const gained = share - this.start.share;
    return seconds < leastSeconds || gained < leastShare ? null : (seconds * (1 - share)) / gained;
  }
}

const idle = { loading: null, progress: null, cancelling: false };

export class Readings {
  private readonly tasks = new SoleTask();

  constructor(private readonly store: AppStore) {}

  /** @param name of what is read; what was being read is cancelled */
  begin(name: string): Reading {
    const { store } = this;
    const task = this.tasks.begin();
    const eta = new Eta();
    patch(store, 'data', { ...idle, loading: name, problem: null, note: null });
    return {
      isCurrent: task.isCurrent,
      options: {
        signal: task.signal,
        onProgress(progress) {
          const secondsLeft = eta.secondsLeft(progress);
          if (task.isCurrent()) patch(store, 'data', { progress: { ...progress, secondsLeft } });
        },
      },
      end() {
        if (task.end()) patch(store, 'data', idle);
      },
    };
  }

  /** Asks the worker to stop; the reading's own promise says when it has. */
  cancel(): void {
    if (!this.tasks.isUnderWay) return;
    patch(this.store, 'data', { cancelling: true });
    this.tasks.cancel();
  }

  /** Nothing is read any more: what is under way is cancelled, and nobody waits for it. */
  stop(): void {
    this.tasks.abort();
    patch(this.store, 'data', idle);
  }
}
