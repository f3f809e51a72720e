/** The language on screen: another one is another folder beside `contract/messages/en`, chosen in this folder. */
import { advice } from '../../contract/messages/en/failures.ts';
import { page } from '../../contract/messages/en/page.ts';
import type { Say } from '../../contract/messages/say.ts';

export type Words = typeof page;

export const t: Words = page;

let current: Say = ({ code }) => code;

/** From here on, `say` says messages this way. */
export function sayWith(sentences: Say): void {
  current = sentences;
}

/** Says any message but a finding, once `sentences.ts` is here; until then it gives the message's code. */
export const say: Say = (message) => current(message);

export { advice };
