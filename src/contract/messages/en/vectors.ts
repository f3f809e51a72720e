/** What is wrong with files of word vectors, and what they cover, in English. */
import type { UnlabelledSummary, VectorCoverage } from '../../vectors.ts';
import { count, percent } from './format.ts';
import { pathName, plural, quoted, shorten } from './phrases.ts';

/** Word and number as they stand in a user's file. */
const cell = (text: string) => quoted(shorten(text, 40));

/** Texts without labels, by their number and files. */
export const textsOf = ({ names, texts }: UnlabelledSummary) =>
  `${plural(texts, 'text', 'texts')} of ${names
    .slice(0, 3)
    .map((name) => shorten(name, 40))
    .join(', ')}${names.length > 3 ? ' …' : ''}`;

export const vectorsMessages = {
  'no-vectors': ({ name }: { name: string }) =>
    `${pathName(name)} holds no word vectors. Choose a file in which each line is a word and its numbers, as GloVe, word2vec and fastText write it, or word2vec’s binary file.`,
  'vectors-too-large': ({ name, size, most }: { name: string; size: number; most: number }) =>
    `The vectors of ${pathName(name)} have ${count(size)} numbers each; an embedding has at most ${most}. Choose a file of smaller vectors.`,
  'vectors-count': ({
    name,
    line,
    found,
    size,
  }: {
    name: string;
    line: number;
    found: number;
    size: number;
  }) =>
    `Line ${count(line)} of ${pathName(name)} has ${count(found)} numbers where ${count(size)} are expected: the file is damaged or cut short. Use another copy.`,
  'vectors-no-number': ({
    name,
    line,
    word,
    found,
  }: {
    name: string;
    line: number;
    word: string;
    found: string;
  }) =>
    `The vector of ${cell(word)} in ${pathName(name)} (word ${count(line)}) has ${cell(found)} in the place of a number. Use another copy of the file.`,
  'vectors-cut-short': ({ name, found, count: words }: { name: string; found: number; count: number }) =>
    `${pathName(name)} says that it has ${count(words)} words, and ${count(found)} of them are there: it was cut short. Download it again.`,
  'vectors-several-files': ({ name, files }: { name: string; files: readonly string[] }) =>
    files.length === 0
      ? `${pathName(name)} is empty. Choose a file of word vectors.`
      : `${pathName(name)} holds ${count(files.length)} files (${files.slice(0, 4).map(cell).join(', ')}). Unpack it and choose one of them.`,
  'english-vectors-damaged':
    'The file of English vectors is damaged. Build it again with “npm run vectors”, or reload the page.',
  'vectors-not-loaded': ({ start }: { start: 'english' | 'file' }) =>
    start === 'english'
      ? 'The English vectors are not there. “npm run vectors” builds their file.'
      : 'The file of vectors that this run starts from is not loaded. Choose it again, or let the embedding start from random numbers.',
  'vectors-flag-missing': '--embedding-start file needs a file of word vectors: --vectors FILE.',
  'vectors-flag-alone': '--vectors is for runs with --embedding-start file.',
  'unlabelled-flag-alone': '--unlabelled is for runs with --embedding-start learned or --pseudo-labels true.',
  'unlabelled-flag-missing': '--pseudo-labels true needs a file of texts without labels: --unlabelled FILE.',
  'no-unlabelled': ({ before }: { before: UnlabelledSummary | null }) =>
    `This run learns from texts without labels too, by pseudo-labels, and they are not loaded. Choose their file again first${before ? `: ${textsOf(before)}` : ''}.`,
  'other-unlabelled': ({ before }: { before: UnlabelledSummary }) =>
    `This run learns from ${textsOf(before)} too, by pseudo-labels, and other texts without labels are loaded. Choose those again to resume it.`,
  'vectors-cover': ({ coverage }: { coverage: VectorCoverage }) =>
    `${count(coverage.wordsCovered)} of ${count(coverage.words)} words of the training part have a vector, and ${percent(coverage.tokensCovered / Math.max(1, coverage.tokens))} of all its words in the texts.`,
  'vectors-further': ({ coverage }: { coverage: VectorCoverage }) =>
    `${plural(coverage.wordsOfOtherTexts, 'word', 'words')} of other texts and ${plural(coverage.furtherWords, 'frequent word', 'frequent words')} of the file are known, too.`,
  'vectors-missing': ({ words }: { words: readonly string[] }) =>
    `The most frequent words without a vector: ${words.map((word) => shorten(word, 24)).join(', ')}.`,
};
