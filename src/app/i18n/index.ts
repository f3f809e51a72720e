/** The language on screen: another one is another folder beside `contract/messages/en`, chosen in this folder. */
import { advice } from '../../contract/messages/en/failures.ts';
import { page } from '../../contract/messages/en/page.ts';
import type { glossary, TermName } from '../../contract/messages/en/glossary.ts';
import type { Say } from '../../contract/messages/say.ts';

export type Words = typeof page;

export const t: Words = page;

let current: Say = ({ code }) => code;
let terms: typeof glossary | null = null;

/** From here on, `say` says messages and `meaningOf` the meaning of terms this way. */
export function sayWith(sentences: Say, meanings: typeof glossary): void {
  current = sentences;
  terms = meanings;
}

/** Says any message but a finding, once `sentences.ts` is here; until then it gives the message's code. */
export const say: Say = (message) => current(message);

/** What a term means, once `sentences.ts` is here; until then nothing. */
export const meaningOf = (name: TermName) => terms?.[name].means ?? '';

export { advice };
