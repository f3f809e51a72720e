/** What a reader says when it refuses a file. */
import { expect } from 'vitest';
import { say } from '../../../contract/messages/en/say.ts';
import { InputError } from '../../errors.ts';

/** Of one refusal. Most take a thousandth of it, but the machine may be busy. */
const maxMilliseconds = 5_000;

/** The sentence with which something is refused: one, plain, and soon. Any other end is an error. */
export function refusal(read: () => unknown, what = 'It'): string {
  const start = performance.now();
  try {
    read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const sentence = say(error.told);
    expect(sentence).toMatch(/^[^\n]{10,200}\.$/);
    expect(performance.now() - start).toBeLessThan(maxMilliseconds);
    return sentence;
  }
  throw new Error(`${what} was taken.`);
}
