/** What the terms on the page mean, each in a sentence or two, in English. */
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
  epoch: { term: 'Epoch', means: 'One pass over all training reviews.' },
  step: { term: 'Step', means: 'One change of all weights, after one batch of reviews.' },
  bagOfWords: {
    term: 'Bag of words',
    means:
      'A simple model that knows which words occur, not their order. A network has to beat it to be worth its time.',
  },
  majority: { term: 'Majority class', means: 'Always giving the answer that is most frequent.' },
  confusion: {
    term: 'Confusion matrix',
    means: 'A row for each actual class, a column for each predicted one: the diagonal is what was right.',
  },
  precision: { term: 'Precision', means: 'Of the reviews predicted positive, the share that is.' },
  recall: { term: 'Recall', means: 'Of the reviews that are positive, the share that was found.' },
  f1: { term: 'F1', means: 'Precision and recall in one number: their harmonic mean.' },
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
