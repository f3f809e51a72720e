/** What texts are cut into, and why, in English. */
import { plural, shareOf } from './phrases.ts';

const languages = {
  zh: 'Chinese',
  ja: 'Japanese',
  th: 'Thai',
  lo: 'Lao',
  km: 'Khmer',
  my: 'Burmese',
} as const;

type Language = keyof typeof languages;

/** The rules by what they make of a text. */
const pieces = {
  words: 'Whatever stands between two spaces is a word',
  characters: 'Each character is a token',
  segmenter: 'The platform’s segmenter finds the words',
} as const;

export const tokensMessages = {
  'tokens-automatic': ({ language, share }: { language: Language; share: number }) =>
    `${shareOf(share)} of all letters are ${languages[language]}, which is written without spaces between words.`,
  'tokens-spaced': ({ language }: { language: Language }) =>
    `The texts are ${languages[language]}, and spaces stand between their words already.`,
  'tokens-no-segmenter': 'This browser has no segmenter.',
  'effect-tokens': ({ kind }: { kind: keyof typeof pieces }) => `${pieces[kind]}; the model keeps this rule.`,
  'effect-tokens-clauses':
    'So a “word” is a whole clause: few come twice, and nearly all of them are unknown to the network.',
  'no-segmenter':
    'This model’s texts are cut by a segmenter, which this browser does not have: update the browser, or use another.',
  'found-emoji': ({
    count,
    emoji,
    name,
    share,
  }: {
    count: number;
    emoji: string;
    name: string;
    share: number;
  }) =>
    `Emoji tell the class in ${plural(count, 'training review', 'training reviews')}, such as ${emoji}: ${shareOf(share)} of those that have it are “${name}”.`,
  'effect-emoji': 'The network reads no emoji: only punctuation as words makes them tokens.',
};
