/** Who trains the runs of a study: this process itself, or another one beside it. */
import { measureRun } from '../src/model/index.ts';
import type { MeasuredRun, RunConfig, TrainingService } from '../src/model/index.ts';

export interface Runner {
  /**
   * Trains and tests one run; one at a time.
   * @returns null when the signal ended it
   * @throws {InputError | BackendError | RunnerLost}
   */
  measure(config: RunConfig, signal: AbortSignal): Promise<MeasuredRun | null>;
  close(): void;
}

/** It has ended by itself, and its run with it. */
export class RunnerLost extends Error {
  override readonly name = 'RunnerLost';

  /** @param how as the system says it, such as "SIGKILL" or "exit code 134" */
  constructor(readonly how: string) {
    super(how);
  }
}

/** In this process, on all of its threads. */
export function runnerOf(service: TrainingService): Runner {
  return {
    async measure(config, signal) {
      const events = measureRun(service, config, signal);
      for (;;) {
        const { done, value } = await events.next();
        if (done) return value;
      }
    },
    close: () => undefined,
  };
}
