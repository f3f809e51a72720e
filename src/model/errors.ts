/** Errors whose message is shown to a person as it is: what is wrong, what to do. */

/** The person's data, file or setting. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

export type BackendFailure = 'no-backend' | 'device-lost' | 'out-of-memory';

/** What does the arithmetic is missing, wrong, gone or full. */
export class BackendError extends Error {
  override readonly name = 'BackendError';

  constructor(
    readonly code: BackendFailure,
    message: string,
  ) {
    super(message);
  }
}
