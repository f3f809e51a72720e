/** The words about what each word of a text adds to the answer, in the look inside the network; they come after the first paint. */
import type { AttributionMethod, PooledShares } from '../../insight.ts';
import { percent, signed } from './format.ts';
import { quoted } from './phrases.ts';

/** Methods of attribution as a user reads them. */
export const methodNames: Record<AttributionMethod, string> = {
  'integrated-gradients': 'integrated gradients',
  occlusion: 'occlusion',
  lrp: 'relevance propagation',
};

const modes: Record<PooledShares['mode'], string> = {
  last: 'By the last state',
  mean: 'Share of the mean',
  max: 'By the maximum',
};

/** The words about a word of the text that is changed. */
export const editWords = {
  title: (token: string) => `What if ${quoted(token)} were another word`,
  by: 'Another word',
  replace: 'Replace',
  remove: 'Remove',
  swap: 'Swap with another word',
  picking: (token: string) =>
    `Press the word to swap ${quoted(token)} with, or go there by arrow keys and press Enter. Escape ends it.`,
  restore: 'Bring back the original text',
  original: (text: string) => `The text was: ${text}`,
};

export const sharesWords = {
  title: 'What each word adds',
  by: 'Colour the words by',
  choices: { ...methodNames, pooling: 'exact part of the pooled states' },
  help: {
    'integrated-gradients': (logit: number, baseline: number, error: number) =>
      `What each word adds to the logit on the way from unknown words alone (${signed(baseline)}) to this text (${signed(logit)}). The sum is off by ${percent(error)}.`,
    occlusion: (logit: number) =>
      `What the logit (${signed(logit)}) loses when the word is unknown. These need not add up.`,
    lrp: (logit: number) =>
      `The word’s part of the sums that the logit (${signed(logit)}) comes from. Biases keep theirs, so that these need not add up.`,
  } satisfies Record<AttributionMethod, (logit: number, baseline: number, error: number) => string>,
  exact: (logit: number, bias: number, sum: number) =>
    `The logit ${signed(logit)} is the bias ${signed(bias)} and ${signed(sum)} from the pooled states, word by word: this is exact. A state has read other words too.`,
  adds: 'adds',
  waiting: 'The words are weighed …',
  phrases: (name: string) =>
    `What neighbouring words add together to the logit of ${name}, beyond each alone`,
  phrase: (words: readonly string[]) => quoted(words.join(' ')),
  noPhrases: 'No two neighbouring words add anything beyond each alone.',
  numbers: 'What each word adds, as numbers',
  columns: {
    word: 'Word',
    attribution: (method: AttributionMethod) => `Adds, by ${methodNames[method]}`,
    pooled: (mode: PooledShares['mode']) => modes[mode],
    units: 'Units won',
    surplus: 'With the next word, beyond both',
  },
  scroll: 'Scroll through what the words add',
};
