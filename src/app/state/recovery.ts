/** When a run's worker or device goes away: on which backend it goes on, and when that is no use any more. */
import type { BackendCandidate, BackendName, FailureCode } from '../../workers/protocol.ts';

/** So often a run is taken up again without a whole new epoch in between. */
export const mostRecoveries = 3;
const mostAfterMemory = 1;

/** After these the run itself is sound, and what computes it is not. */
const recoverable = ['device-lost', 'worker-died', 'out-of-memory', 'internal'] as const;
export type RecoverableCode = (typeof recoverable)[number] | 'no-backend';

export interface FailedAttempt {
  code: FailureCode;
  /** Whole epochs that the run has come to. */
  epochsDone: number;
  /** What it was computed on; `auto` when it had not come to a choice. */
  backend: BackendName;
  /** All that is known of this device's backends. */
  candidates: readonly BackendCandidate[];
}

export interface Recovery {
  /** Times that the run was taken up again since its last whole epoch. */
  readonly count: number;
  /** @returns the backend to go on with; null: give up */
  next(failed: FailedAttempt): BackendName | null;
}

const byName: readonly BackendName[] = ['webgpu', 'webgl', 'wasm'];

/** Fastest first; what was not measured comes after, in the order in which backends are usually fast. */
function fastestFirst(candidates: readonly BackendCandidate[]): BackendCandidate[] {
  const time = ({ millisecondsPerStep }: BackendCandidate) => millisecondsPerStep ?? Number.MAX_VALUE;
  return candidates
    .filter(({ usable }) => usable)
    .sort((a, b) => time(a) - time(b) || byName.indexOf(a.name) - byName.indexOf(b.name));
}

/** @param isKept the run was interrupted before: the backend that it had may be gone by now */
export function createRecovery(isKept = false): Recovery {
  let count = 0;
  let afterMemory = 0;
  let epochs = 0;
  const failed = new Set<BackendName>();

  /** A whole epoch has been done since: what went wrong before it says nothing any more. */
  function startOver(epochsDone: number): void {
    epochs = epochsDone;
    count = 0;
    afterMemory = 0;
    failed.clear();
  }

  function isOver(code: FailureCode): boolean {
    if (count >= mostRecoveries) return true;
    if (code === 'out-of-memory') return afterMemory >= mostAfterMemory;
    // A backend that was there before the first failure may be gone after it.
    if (code === 'no-backend') return count === 0 && !isKept;
    return !recoverable.some((known) => known === code);
  }

  return {
    get count() {
      return count;
    },
    next({ code, epochsDone, backend, candidates }) {
      if (epochsDone > epochs) startOver(epochsDone);
      if (isOver(code)) return null;
      count += 1;
      if (code === 'out-of-memory') afterMemory += 1;
      const isGone = code === 'no-backend';
      if ((count === 1 && !isGone) || code === 'out-of-memory') return backend;
      failed.add(backend);
      const other = fastestFirst(candidates).find(({ name }) => !failed.has(name));
      if (other || isGone) return other?.name ?? 'auto';
      // A run that asked for one backend knows of no other: whether there is one shows when it is opened.
      const isUnknown = (name: BackendName) => candidates.every((known) => known.name !== name);
      return byName.find((name) => !failed.has(name) && isUnknown(name)) ?? backend;
    },
  };
}
