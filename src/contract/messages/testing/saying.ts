import { expect } from 'vitest';
import { say } from '../en/say.ts';
import type { AnyMessage } from '../say.ts';

const sentenceOf = (error: { told?: AnyMessage }): string | null => (error.told ? say(error.told) : null);

/** Matches an error that tells a message whose sentence has this text, for `toThrow` and `rejects.toThrow`. */
export function saying(text: string | RegExp): Error {
  const matches = (sentence: string) =>
    typeof text === 'string' ? sentence.includes(text) : text.test(sentence);
  return expect.toSatisfy((error: { told?: AnyMessage }) => matches(sentenceOf(error) ?? '')) as Error;
}

/** The same for the whole sentence. */
export function sayingJust(sentence: string): Error {
  return expect.toSatisfy((error: { told?: AnyMessage }) => sentenceOf(error) === sentence) as Error;
}
