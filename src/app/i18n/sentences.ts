/** The sentence of every message but a finding, and the meaning of terms, which come after the first paint: nothing has a message before. */
import { firstMessages } from '../../contract/messages/en/first-messages.ts';
import { glossary } from '../../contract/messages/en/glossary.ts';
import { createSay } from '../../contract/messages/say.ts';
import { sayWith } from './index.ts';

sayWith(createSay(firstMessages), glossary);
