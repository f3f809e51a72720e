/** The words of the panel about a network's words; they come after the first paint, in English. */
import type { ComparedWord, NearWords } from '../../insight-words.ts';
import { count, percent, signed } from './format.ts';
import { ngramBaseline, quoted, reviews } from './phrases.ts';

export const wordsWords = {
  title: 'Words',
  lead: 'Which words are near each other for the network, and where it disagrees with counting.',
  waiting: 'Train a network or load one: its words are shown here.',
  busy: 'When training has ended, the words of the network are shown here.',
  near: {
    title: 'Nearest words',
    label: 'Word',
    find: 'Find the nearest',
    help: 'By the cosine of their embeddings: 1 is the same direction, −1 the opposite one. Press a word to continue from it.',
    of: (word: string) => `Nearest to ${quoted(word)}`,
    unknown: ({ word }: NearWords) =>
      `The network does not know ${quoted(word)}: it is not in its vocabulary.`,
    go: (word: string, cosine: number) => `${word}, cosine ${cosine.toFixed(2)}`,
  },
  compare: {
    title: 'The network and counting',
    find: 'Compare with counting',
    help: `What each word adds to the logit on reviews that the network has not seen (mean integrated gradients), beside its weight in the ${ngramBaseline}.`,
    searching: (share: number | null) =>
      share === null ? 'Counting and attributing …' : `Counting and attributing: ${percent(share)}.`,
    searchLabel: 'Comparing the words',
    looked: (looked: number, all: number) =>
      looked === all
        ? `On all ${reviews(all)} that the network has not seen.`
        : `On ${count(looked)} of ${reviews(all)} that the network has not seen, taken evenly.`,
    towards: (classes: readonly string[]) =>
      classes.length === 2
        ? `Above 0 speaks for ${classes[1]}, below 0 for ${classes[0]}.`
        : 'Both are towards the class that the network answers.',
    agreement: (correlation: number) => `The ranks of both correlate by ${correlation.toFixed(2)}.`,
    first: ({ word, attribution, weight }: ComparedWord) =>
      `They differ most on ${quoted(word)}: ${signed(attribution)} by the network, ${signed(weight)} by counting.`,
    none: 'No word stands in these reviews three times or more.',
    table: 'Words by how far network and counting differ',
    columns: {
      word: 'Word',
      count: 'Times',
      attribution: 'Network',
      weight: 'Counting',
      difference: 'Difference',
    },
    differenceHelp:
      'Difference: both in their standard deviations. A word that stands in the reviews less than three times is not listed.',
    value: signed,
    scroll: 'Scroll through the words',
  },
  map: {
    title: 'Map of the most predictive words',
    picture: (words: number, first: number, second: number) =>
      `${count(words)} words that counting tells the classes by, on the first two principal components of their embeddings, which hold ${percent(first)} and ${percent(second)} of the variance.`,
    help: 'Words that the network treats alike stand together. Press on a word to see what is near it.',
    legend: (name: string) => `speaks for ${name}`,
    list: 'The words of the map',
    word: (word: string, name: string) => `${word} (${name})`,
    columns: ['Word', 'Speaks for', 'Weight in counting', 'First component', 'Second component'],
  },
};
