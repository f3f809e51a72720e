/** The language on screen: another one is another folder beside `contract/messages/en`, chosen in this folder. */
import { useSyncExternalStore } from 'react';

import { advice } from '../../contract/messages/en/failures.ts';
import { page } from '../../contract/messages/en/page.ts';
import type { glossary, TermName } from '../../contract/messages/en/glossary.ts';
import type { FieldName, PresetReason } from '../../contract/settings.ts';
import type { Say } from '../../contract/messages/say.ts';

export type Words = typeof page;

export const t: Words = page;

/** What comes after the first paint. */
interface LateWords {
  say: Say;
  glossary: typeof glossary;
  helpOf: (name: FieldName) => string;
  presetReason: (reason: PresetReason) => string;
}

let late: LateWords | null = null;
const listeners = new Set<() => void>();

/** From here on, messages, terms and settings are explained this way. */
export function sayWith(words: LateWords): void {
  late = words;
  for (const listener of listeners) listener();
}

function onArrival(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says any message but a finding, once `sentences.ts` is here; until then it gives the message's code. */
export const say: Say = (message) => late?.say(message) ?? message.code;

/** What a term means, once `sentences.ts` is here; until then nothing. */
export const meaningOf = (name: TermName) => late?.glossary[name].means ?? '';

/** What a setting is about, as soon as `sentences.ts` is here; until then nothing. */
export const useHelpOf = (name: FieldName) => useSyncExternalStore(onArrival, () => late?.helpOf(name) ?? '');

/** One function: React draws again for ever where a subscription gives another value each time. */
const sayNothing = () => '';

/** Why a preset chose as it did, as soon as `sentences.ts` is here; until then nothing. */
export const usePresetReason = () => useSyncExternalStore(onArrival, () => late?.presetReason ?? sayNothing);

export { advice };
