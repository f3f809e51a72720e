/** The language on screen: another one is another folder beside `contract/messages/en`, chosen in this folder. */
import { advice } from '../../contract/messages/en/failures.ts';
import { page } from '../../contract/messages/en/page.ts';
import { firstMessages } from '../../contract/messages/en/first-messages.ts';
import { createSay } from '../../contract/messages/say.ts';

export type Words = typeof page;

export const t: Words = page;

/** Says any message but a finding. */
export const say = createSay(firstMessages);

export { advice };
