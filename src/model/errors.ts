/** Errors that tell the user what is wrong and what to do, as a message of the catalogue. */
import { developerText } from '../contract/messages/developer-text.ts';
import type { Message } from '../contract/messages/message.ts';
import type { FailureCode } from '../contract/failures.ts';

/** The user's data, file or setting. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(
    readonly told: Message,
    options?: ErrorOptions,
  ) {
    super(developerText(told), options);
  }
}

export type BackendFailure = Extract<
  FailureCode,
  'no-backend' | 'not-loaded' | 'device-lost' | 'device-out-of-memory' | 'kernel-invalid' | 'out-of-memory'
>;

/** The backend is missing, wrong, gone or full. */
export class BackendError extends Error {
  override readonly name = 'BackendError';

  constructor(
    readonly code: BackendFailure,
    /** What happened, without advice: that goes with the failure's kind. */
    readonly told: Message,
  ) {
    super(developerText(told));
  }
}
