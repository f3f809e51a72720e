/** The language on screen: another one is another folder beside `contract/messages/en`, chosen in this folder. */
import { advice } from '../../contract/messages/en/failures.ts';
import { page } from '../../contract/messages/en/page.ts';
import { say } from '../../contract/messages/en/say.ts';

export type Words = typeof page;

export const t: Words = page;

export { advice, say };
