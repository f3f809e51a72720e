import { expect } from 'vitest';
import type { Message } from '../message.ts';

/** Matches an error that tells just this message, for `toThrow` and `rejects.toThrow`. */
export function told(message: Message): Error {
  return expect.objectContaining({ told: message }) as Error;
}
