/** When a run's worker or device fails: on which backend it is tried again, and when that is no use any more. */
import { failureKind } from '../../../contract/failures.ts';
import { computeBackends } from '../../../contract/settings.ts';
import type { BackendCandidate, BackendName, FailureCode } from '../../../workers/protocol.ts';

/** So often a run is resumed without a whole new epoch in between. */
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

/** Fastest first; what was not measured comes after, in the order in which backends are usually fast. */
function fastestFirst(candidates: readonly BackendCandidate[]): BackendCandidate[] {
  const time = ({ millisecondsPerStep }: BackendCandidate) => millisecondsPerStep ?? Number.MAX_VALUE;
  return candidates
    .filter(({ usable }) => usable)
    .sort((a, b) => time(a) - time(b) || computeBackends.indexOf(a.name) - computeBackends.indexOf(b.name));
}

export class Recovery {
  /** Times that the run was tried again since its last whole epoch. */
  count = 0;
  private afterMemory = 0;
  private epochs = 0;
  /** They failed since the last whole epoch. */
  private readonly failed = new Set<BackendName>();
  /** They would fail in the same way again. */
  private readonly refused = new Set<BackendName>();

  /** @param isSaved the run was interrupted before: the backend that it had may be gone by now */
  constructor(private readonly isSaved = false) {}

  /** @returns the backend to resume on; null: give up */
  next({ code, epochsDone, backend, candidates }: FailedAttempt): BackendName | null {
    if (epochsDone > this.epochs) this.startOver(epochsDone);
    if (this.isOver(code)) return null;
    this.count += 1;
    const { retry } = failureKind(code);
    switch (retry) {
      case 'same-backend-once':
        this.afterMemory += 1;
        return backend;
      case 'other-memory-once':
        this.afterMemory += 1;
        this.refused.add(backend);
        return this.otherMemory(candidates);
      case 'other-backend':
        (code === 'no-backend' ? this.failed : this.refused).add(backend);
        if (code === 'no-backend') return this.known(candidates) ?? 'auto';
        return this.known(candidates) ?? this.unknown(candidates);
      case 'same-backend-first':
        if (this.count === 1 && !this.refused.has(backend)) return backend;
        this.failed.add(backend);
        return (
          this.known(candidates) ?? this.unknown(candidates) ?? (this.refused.has(backend) ? null : backend)
        );
      case 'never':
        return null;
      default:
        return retry satisfies never;
    }
  }

  /** A whole epoch has been done since: what went wrong before it says nothing any more. */
  private startOver(epochsDone: number): void {
    this.epochs = epochsDone;
    this.count = 0;
    this.afterMemory = 0;
    this.failed.clear();
  }

  private isOver(code: FailureCode): boolean {
    const { retry } = failureKind(code);
    if (retry === 'never' || this.count >= mostRecoveries) return true;
    if (retry === 'same-backend-once' || retry === 'other-memory-once')
      return this.afterMemory >= mostAfterMemory;
    // A backend that was there before the first failure may be gone after it.
    return code === 'no-backend' && this.count === 0 && !this.isSaved;
  }

  private isLeft(name: BackendName): boolean {
    return !this.failed.has(name) && !this.refused.has(name);
  }

  /** The fastest other one. */
  private known(candidates: readonly BackendCandidate[]): BackendName | null {
    return fastestFirst(candidates).find(({ name }) => this.isLeft(name))?.name ?? null;
  }

  /** A run that asked for one backend knows of no other: whether there is one shows when it is opened. */
  private unknown(candidates: readonly BackendCandidate[]): BackendName | null {
    const isUnknown = (name: BackendName) => candidates.every((candidate) => candidate.name !== name);
    return computeBackends.find((name) => this.isLeft(name) && isUnknown(name)) ?? null;
  }

  /** WebAssembly, whose memory is the main one, unless it is known not to work. */
  private otherMemory(candidates: readonly BackendCandidate[]): BackendName | null {
    const isKnownBad = candidates.some(({ name, usable }) => name === 'wasm' && !usable);
    return isKnownBad || !this.isLeft('wasm') ? null : 'wasm';
  }
}
