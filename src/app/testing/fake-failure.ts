/** How the fake worker fails, and how it lets time pass. Never shipped. */
import type { Message } from '../../contract/messages/message.ts';
import type { FailureCode } from '../../workers/protocol.ts';

export class FakeFailure extends Error {
  readonly code: FailureCode;
  constructor(
    code: FailureCode,
    readonly told?: Message,
  ) {
    super(`Made-up failure: ${code}.`);
    this.code = code;
  }
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
