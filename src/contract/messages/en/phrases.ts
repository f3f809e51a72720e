/** Phrases that many English sentences share. */
import type { Part } from '../../parts.ts';
import type { ComputeBackend, TokenKind } from '../../settings.ts';
import { count, duration } from './format.ts';

export const plural = (value: number, one: string, many: string) =>
  `${count(value)} ${value === 1 ? one : many}`;
const tokenNames: Record<TokenKind, readonly [one: string, many: string]> = {
  words: ['word', 'words'],
  characters: ['character', 'characters'],
  segmenter: ['word', 'words'],
};
/** What texts are cut into: "words", "characters". */
export const tokensName = (kind: TokenKind): string => tokenNames[kind][1];
/** "1 word", "50 characters". */
export const tokens = (value: number, kind: TokenKind): string => plural(value, ...tokenNames[kind]);
/** What a network is compared with, everywhere: see the glossary. */
export const ngramBaseline = 'n-gram baseline';
/** The same where there is room to say what it does. */
export const ngramBaselineInFull = 'Counting words and word pairs (n-grams)';
/** How often each setting of a study is run: "1 seed", "5 folds". */
export const timesOf = {
  seeds: (value: number) => plural(value, 'seed', 'seeds'),
  folds: (value: number) => plural(value, 'fold', 'folds'),
};
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const quoted = (text: string) => `“${text}”`;
export const reviews = (value: number) => plural(value, 'review', 'reviews');

export const backendNames: Record<ComputeBackend, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
};

/** What a run that holds the network is doing, by its status. */
const doing = {
  starting: 'The network is training',
  running: 'The network is training',
  pausing: 'Training is about to pause',
  paused: 'Training is paused',
  stopping: 'Training is stopping',
  recovering: 'Training is being recovered',
} as const;

/** The status of a run that has not ended. */
export type BusyStatus = keyof typeof doing;

/** "Training is paused", without its full stop. */
export const underWay = (status: BusyStatus): string => doing[status];

/** Why something can't be done while a run is under way. @param what such as "you change the data" */
export const waitBefore = (status: BusyStatus, what: string): string =>
  `${doing[status]}. ${status === 'stopping' ? 'Wait a moment' : 'Stop it'} before ${what}.`;

/** How many of all were taken: “40 reviews”, “500 of 3,000 reviews”. */
export const reviewsOf = (some: number, all: number) =>
  some === all ? reviews(all) : `${count(some)} of ${reviews(all)}`;

export const timeLeft = (seconds: number) =>
  seconds < 60 ? `about ${count(Math.ceil(seconds))} s left` : `about ${duration(seconds)} left`;

/** A class with the labels that it stands for, where those say more than its name: "negative", "positive (4, 5)". */
export function classWithLabels(name: string, labels: string): string {
  const saysMore = !name.toLowerCase().startsWith(labels.toLowerCase()) || labels.length < 3;
  return saysMore && labels !== '' ? `${name} (${shorten(labels, 60)})` : name;
}

export const partNames: Record<Part, string> = {
  train: 'training',
  validation: 'validation',
  test: 'test',
};

export const wholeNumber = (value: number) => value.toLocaleString('en-US');

/** 0.004 → "0.4%", 0.232 → "23%". */
export function shareOf(share: number): string {
  const value = 100 * share;
  if (value > 0 && value < 0.1) return 'under 0.1%';
  if (value < 10 && value % 1 !== 0) return `${value.toFixed(1)}%`;
  // 99.7% must not be said to be all.
  return `${value < 100 ? Math.min(99, Math.round(value)) : 100}%`;
}

const longestName = 75;

/** A path in a sentence: its end says more than its start. */
export function pathName(path: string): string {
  if (path.length <= longestName) return quoted(path);
  // Never inside a character.
  return quoted(`…${path.slice(-longestName).replace(/^[\udc00-\udfff]/, '')}`);
}

/** Cut to so many UTF-16 units, with an ellipsis, and never inside a character. */
export function shorten(text: string, units: number): string {
  if (text.length <= units) return text;
  return `${text.slice(0, units - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A column in a sentence. */
export const columnName = (name: string) => quoted(shorten(name, 40));

/** The first few names of many columns. */
export function columnList(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => shorten(name, 24));
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${count(more)} more` : '');
}

/** Which method of attribution to trust on a network, the first of those that are as good. */
export const trusted = (method: string, others: readonly string[]): string =>
  `On this network trust ${method}: its order changes the answer sooner than random order for certain, and no method is better for certain.` +
  (others.length > 0 ? ` As good: ${others.join(' and ')}.` : '');
export const trustNone =
  'On this network trust no method: none changes the answer sooner than random order for certain.';
