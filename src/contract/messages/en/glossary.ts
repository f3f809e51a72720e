/** What the terms on the page mean, each in a sentence or two, in English. */
import { capitalized, ngramBaseline } from './phrases.ts';

export const glossary = {
  loss: {
    term: 'Loss',
    means: 'How far the answers are from right, on average. Training makes it smaller. Lower is better.',
  },
  accuracy: {
    term: 'Accuracy',
    means: 'The share of reviews that are answered rightly. Higher is better.',
  },
  validation: {
    term: 'Validation',
    means:
      'Reviews set aside that the network does not learn from: while it trains, they show whether it learns or memorises.',
  },
  test: {
    term: 'Test',
    means: 'Reviews that took no part in training: how the saved network does on what it has never seen.',
  },
  epoch: { term: 'Epoch', means: 'One pass over all training reviews.' },
  step: { term: 'Step', means: 'One change of all weights, after one batch of reviews.' },
  bagOfWords: {
    term: capitalized(ngramBaseline),
    means:
      'A simple model that counts n-grams: words, and two or three of them side by side, such as “not good” (characters where texts are cut into those). It is logistic regression, each n-gram weighted by how much more often it is in one class. A network has to beat it to be worth its time.',
  },
  majority: { term: 'Majority class', means: 'Always giving the answer that is most frequent.' },
  confusion: {
    term: 'Confusion matrix',
    means: 'A row for each actual class, a column for each predicted one: the diagonal is what was right.',
  },
  precision: { term: 'Precision', means: 'Of the reviews predicted as a class, the share that is of it.' },
  recall: { term: 'Recall', means: 'Of the reviews of a class, the share that was predicted as it.' },
  f1: { term: 'F1', means: 'Precision and recall in one number: their harmonic mean.' },
  difference: {
    term: 'Difference',
    means: 'How many points of accuracy the network has more than the baseline, on the same reviews.',
  },
  interval: {
    term: '95% interval',
    means:
      'With other reviews drawn for the test the figure would be another one: in 95 of 100 draws an interval made this way holds the true one.',
  },
  pValue: {
    term: 'p',
    means:
      'How often a difference as large as this one comes about by chance when there is none. Small: hardly chance.',
  },
  lstm: {
    term: 'LSTM',
    means:
      'Long short-term memory: a network that reads word after word and carries a memory, whose gates decide what is forgotten, written and shown.',
  },
  gate: { term: 'Gate', means: 'Numbers between 0 and 1 that decide how much goes through.' },
  embedding: { term: 'Embedding', means: 'The numbers that stand for a word. They are learned.' },
  vocabulary: {
    term: 'Vocabulary',
    means: 'The words that the network knows: the most frequent of the training reviews.',
  },
  dropout: {
    term: 'Dropout',
    means:
      'In each training step some numbers are left out by chance, so that the network can’t lean on single ones.',
  },
} as const;

export type TermName = keyof typeof glossary;
