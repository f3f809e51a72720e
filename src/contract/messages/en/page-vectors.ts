/** The words of the page about word vectors, in English. */
import type { UnlabelledSummary, VectorCoverage, VectorsSummary } from '../../vectors.ts';
import { count, percent, size } from './format.ts';
import { plural, quoted, shorten } from './phrases.ts';
import { textsOf } from './vectors.ts';

export const vectorWords = {
  choose: 'Choose a file of vectors',
  chooseAnother: 'Choose another file',
  noFile:
    'GloVe, word2vec or fastText; also in gzip or zip. Choose it, or drop it anywhere. It stays on this device.',
  saving: {
    offer: (bytes: number) => `Save this file on this device, so that a reload finds it (${size(bytes)})?`,
    save: 'Save',
    notNow: 'Not now',
    saving: 'Saving …',
    saved: 'It is saved on this device: a reload finds it.',
    delete: 'Delete the saved copy',
    no: 'Choose it again after a reload.',
    tooLarge: 'It is too large to be saved in the browser: choose it again after a reload.',
  },
  whileBusy: (name: string) =>
    `${quoted(name)} holds word vectors, and the network is training: drop it again when the run has ended.`,
  addTexts: 'Add texts without labels',
  otherTexts: 'Choose other texts',
  removeTexts: 'Remove these texts',
  savingTexts: {
    offer: (bytes: number) =>
      `Save these texts on this device, so that a reload finds them (${size(bytes)})?`,
    saved: 'They are saved on this device until you remove them: a reload finds them.',
    no: 'Choose them again after a reload.',
    tooLarge: 'They are too large to be saved in the browser: choose them again after a reload.',
  },
  unlabelled: {
    above: 'The texts without labels are added above, where the embedding starts from them.',
    vectors: {
      none: 'Learned from the training reviews alone. More texts of the same kind, without labels, can teach further words. They stay on this device.',
      some: (summary: UnlabelledSummary) =>
        `Learned from the training reviews and ${textsOf(summary)}. Copies of validation and test reviews among them are left out.`,
    },
    labels: {
      none: 'Add texts of the same kind without labels, in a file of their own. They stay on this device.',
      some: (summary: UnlabelledSummary) =>
        `Trained on besides the labelled reviews: ${textsOf(summary)}. Copies of labelled reviews among them are left out.`,
    },
  },
  readingTexts: 'Reading texts',
  loading: 'Loading vectors',
  reading: (share: number | null) => (share === null ? 'Reading …' : `${percent(share)} read`),
  cancel: 'Cancel',
  again: 'Try again',
  more: 'About these vectors',
  of: ({ name, size: numbers, words }: VectorsSummary) =>
    `${name}: ${words === null ? '' : `${count(words)} words, `}${count(numbers)} numbers each. The embedding has as many.`,
  origin: ({ source, licence }: NonNullable<VectorsSummary['origin']>) => `${source}. Licence: ${licence}.`,
  counting: 'Looking up the words of the texts …',
  coverage: ({ words, wordsCovered, tokens, tokensCovered }: VectorCoverage) =>
    `Of the training part’s ${plural(words, 'word', 'words')} ${percent(wordsCovered / Math.max(1, words))} have a vector, and ${percent(tokensCovered / Math.max(1, tokens))} of their occurrences.`,
  further: ({ wordsOfOtherTexts, furtherWords }: VectorCoverage) =>
    `Known too: ${plural(wordsOfOtherTexts, 'word', 'words')} of the other texts and ${count(furtherWords)} frequent words.`,
  missing: (words: readonly string[]) =>
    `Most frequent without a vector: ${words
      .slice(0, 8)
      .map((word) => shorten(word, 20))
      .join(', ')}.`,
};
