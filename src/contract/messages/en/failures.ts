/** What can fail beside the user's input, in English: what happened, and one advice for each kind of failure. */
import type { FailureCode } from '../../failures.ts';
import type { Message, MessageCode } from '../message.ts';

/** What to do after these, in place of the advice of the failure's kind. */
const adviceAfter: Partial<Record<MessageCode, string>> = {
  'worker-silent-reading':
    'Your data and settings are still here: try again without that, or with a part of it.',
};

/** What to do, in a sentence that can follow the one on what happened; empty where that says it already. */
const adviceFor: Record<FailureCode, string> = {
  'bad-input': '',
  cancelled: '',
  'no-backend': '',
  'not-loaded': 'Check the connection, then try again.',
  'device-lost': 'Try again; if it happens again, choose another backend.',
  'device-out-of-memory':
    'Use a smaller batch size, a shorter length limit or smaller layers, or choose WebAssembly, which uses the main memory.',
  'kernel-invalid': 'Choose another backend, or update the browser.',
  'out-of-memory': 'Use a smaller batch size, a shorter length limit, smaller layers or less data.',
  'worker-died': 'Your data and settings are still here: try again.',
  internal: 'Try again; if it happens again, reload the page.',
};

/** @returns what to do after a failure; empty where what happened says it already */
export function advice(code: FailureCode, told?: Message): string {
  return (told && adviceAfter[told.code]) ?? adviceFor[code];
}
