/** Every message in English, by its code. A further language has all of these codes, with the same values. */
import { commandsMessages } from './commands.ts';
import { findingsMessages } from './findings.ts';
import { firstMessages } from './first-messages.ts';
import { tokensMessages } from './tokens.ts';

export const messages = { ...firstMessages, ...findingsMessages, ...tokensMessages, ...commandsMessages };

export type Messages = typeof messages;
