/** The words of the page about word vectors, in English. */
import type { UnlabelledSummary, VectorCoverage, VectorsSummary } from '../../vectors.ts';
import { count, percent } from './format.ts';
import { plural, shorten } from './phrases.ts';

export const vectorWords = {
  choose: 'Choose a file of vectors',
  chooseAnother: 'Choose another file',
  noFile:
    'GloVe, word2vec or fastText; also in gzip or zip. It stays on this device, and is chosen again after a reload.',
  addTexts: 'Add texts without labels',
  otherTexts: 'Choose other texts',
  leaveOut: 'Leave them out',
  fromTraining:
    'Learned from the training reviews alone. More texts of the same kind, without labels, can teach further words. They stay on this device, and are chosen again after a reload.',
  fromMore: ({ names, texts }: UnlabelledSummary) =>
    `Learned from the training reviews and ${plural(texts, 'text', 'texts')} of ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}. Copies of validation and test reviews among them are left out.`,
  readingTexts: 'Reading texts',
  loading: 'Loading vectors',
  reading: (share: number | null) => (share === null ? 'Reading …' : `${percent(share)} read`),
  cancel: 'Cancel',
  again: 'Try again',
  of: ({ name, size, words }: VectorsSummary) =>
    `${name}: ${words === null ? '' : `${count(words)} words, `}${count(size)} numbers each. The embedding has as many.`,
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
