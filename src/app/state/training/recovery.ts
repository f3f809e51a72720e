/** When a run's worker or device fails: on which backend it is tried again, and when that is no use any more. */
import { failureKind } from '../../../contract/failures.ts';
import type { BackendCandidate, BackendName, FailureCode } from '../../../workers/protocol.ts';

/** So often a run is taken up again without a whole new epoch in between. */
export const mostRecoveries = 3;
const mostAfterMemory = 1;

/** After these a run may be tried again. */
export type RecoverableCode = Exclude<FailureCode, 'bad-input' | 'cancelled' | 'not-loaded'>;

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
  /** They failed since the last whole epoch. */
  const failed = new Set<BackendName>();
  /** They would fail in the same way again. */
  const refused = new Set<BackendName>();

  /** A whole epoch has been done since: what went wrong before it says nothing any more. */
  function startOver(epochsDone: number): void {
    epochs = epochsDone;
    count = 0;
    afterMemory = 0;
    failed.clear();
  }

  function isOver(code: FailureCode): boolean {
    const { retry } = failureKind(code);
    if (retry === 'never' || count >= mostRecoveries) return true;
    if (retry === 'same-backend-once' || retry === 'other-memory-once') return afterMemory >= mostAfterMemory;
    // A backend that was there before the first failure may be gone after it.
    return code === 'no-backend' && count === 0 && !isKept;
  }

  const isLeft = (name: BackendName) => !failed.has(name) && !refused.has(name);

  /** The fastest other one. */
  function known(candidates: readonly BackendCandidate[]): BackendName | null {
    return fastestFirst(candidates).find(({ name }) => isLeft(name))?.name ?? null;
  }

  /** A run that asked for one backend knows of no other: whether there is one shows when it is opened. */
  function unknown(candidates: readonly BackendCandidate[]): BackendName | null {
    const isUnknown = (name: BackendName) => candidates.every((candidate) => candidate.name !== name);
    return byName.find((name) => isLeft(name) && isUnknown(name)) ?? null;
  }

  /** WebAssembly, whose memory is the main one, unless it is known not to work. */
  function otherMemory(candidates: readonly BackendCandidate[]): BackendName | null {
    const isKnownBad = candidates.some(({ name, usable }) => name === 'wasm' && !usable);
    return isKnownBad || !isLeft('wasm') ? null : 'wasm';
  }

  return {
    get count() {
      return count;
    },
    next({ code, epochsDone, backend, candidates }) {
      if (epochsDone > epochs) startOver(epochsDone);
      if (isOver(code)) return null;
      count += 1;
      const { retry } = failureKind(code);
      switch (retry) {
        case 'same-backend-once':
          afterMemory += 1;
          return backend;
        case 'other-memory-once':
          afterMemory += 1;
          refused.add(backend);
          return otherMemory(candidates);
        case 'other-backend':
          (code === 'no-backend' ? failed : refused).add(backend);
          if (code === 'no-backend') return known(candidates) ?? 'auto';
          return known(candidates) ?? unknown(candidates);
        case 'same-backend-first':
          if (count === 1 && !refused.has(backend)) return backend;
          failed.add(backend);
          return known(candidates) ?? unknown(candidates) ?? (refused.has(backend) ? null : backend);
        case 'never':
          return null;
        default:
          return retry satisfies never;
      }
    },
  };
}
