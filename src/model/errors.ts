/** Errors whose message is shown to the user as it is: what is wrong, what to do. */
import { withAdvice } from '../contract/failures.ts';
import type { FailureCode } from '../contract/failures.ts';

/** The person's data, file or setting. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

export type BackendFailure = Extract<
  FailureCode,
  'no-backend' | 'not-loaded' | 'device-lost' | 'device-out-of-memory' | 'kernel-invalid' | 'out-of-memory'
>;

/** What does the arithmetic is missing, wrong, gone or full. */
export class BackendError extends Error {
  override readonly name = 'BackendError';

  constructor(
    readonly code: BackendFailure,
    /** What happened, in a sentence without advice: the message adds that of the failure's kind. */
    readonly what: string,
  ) {
    super(withAdvice(code, what));
  }
}
