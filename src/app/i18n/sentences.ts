/**
 * The sentence of every message but a finding, the meaning of terms and the help of settings, which come after the first
 * paint: nothing has a message before.
 */
import { firstMessages } from '../../contract/messages/en/first-messages.ts';
import { glossary } from '../../contract/messages/en/glossary.ts';
import { helpOf, presetReason } from '../../contract/messages/en/setting-help.ts';
import { createSay } from '../../contract/messages/say.ts';
import { sayWith } from './index.ts';

sayWith({ say: createSay(firstMessages), glossary, helpOf, presetReason });
