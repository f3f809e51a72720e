/** Messages as sentences in English, for the edge of the command line: the page has its own choice of them. */
import type { FailureCode } from '../../failures.ts';
import type { Message } from '../message.ts';
import { createSay, type Say } from '../say.ts';
import { advice } from './failures.ts';
import { messages } from './messages.ts';

export const say: Say = createSay(messages);

/** What happened, and what to do. */
export function withAdvice(code: FailureCode, told: Message): string {
  return [say(told), advice(code, told)].filter(Boolean).join(' ');
}
