/**
 * What can fail beside the user's input: how a run that each kind hits is tried again, and what it says of the worker.
 * Its advice stands in the catalogue of messages: one sentence a kind, so that no two contradict each other.
 */

/** How a run that fails is tried again, in a fresh worker. */
export type Retry =
  | 'never'
  /** On the same backend first, since it may well work a second time; then on others. */
  | 'same-backend-first'
  /** Once more on the same backend: what else held memory is gone with the old worker. */
  | 'same-backend-once'
  /** On others alone: the same backend would fail in the same way. */
  | 'other-backend'
  /** Once, on a backend with another memory: the same work would not fit into the same memory. */
  | 'other-memory-once';

export interface FailureKind {
  retry: Retry;
  /** What the worker holds can still be used. */
  isWorkerSound: boolean;
  /** Automatic does not take the backend again until the page is reloaded. */
  excludesBackend?: boolean;
}

export const failures = {
  /** The user's input or setting; the message itself says what to do. */
  'bad-input': { retry: 'never', isWorkerSound: true },
  cancelled: { retry: 'never', isWorkerSound: true },
  /** A backend is not there. A run that it computed before is tried on others. */
  'no-backend': { retry: 'other-backend', isWorkerSound: true },
  /** A part of the program could not be fetched. A worker remembers that: a fresh one fetches it again. */
  'not-loaded': {
    retry: 'never',
    isWorkerSound: false,
  },
  /** The browser or the driver took the graphics device away. */
  'device-lost': {
    retry: 'same-backend-first',
    isWorkerSound: false,
  },
  /** The graphics device has no room for the tensors. */
  'device-out-of-memory': {
    retry: 'other-memory-once',
    isWorkerSound: false,
  },
  /** The graphics device or its driver refuses a kernel. */
  'kernel-invalid': {
    retry: 'other-backend',
    isWorkerSound: false,
    excludesBackend: true,
  },
  /** The main memory is full. */
  'out-of-memory': {
    retry: 'same-backend-once',
    isWorkerSound: false,
  },
  /** The worker threw where it should not, died, or fell silent. */
  'worker-died': {
    retry: 'same-backend-first',
    // There is a fresh one by now.
    isWorkerSound: true,
  },
  /** A mistake in the program. */
  internal: {
    retry: 'same-backend-first',
    isWorkerSound: false,
  },
} as const satisfies Record<string, FailureKind>;

export type FailureCode = keyof typeof failures;

/** @returns the kind, with every property that kinds can have */
export function failureKind(code: FailureCode): FailureKind {
  return failures[code];
}
