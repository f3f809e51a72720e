/** Messages as sentences in English: for the edge of the page and of the command line alone. */
import { createSay, type Say } from '../say.ts';
import { messages } from './messages.ts';

export const say: Say = createSay(messages);
