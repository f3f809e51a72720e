/** What settings are about, and where they come from, in English. On the page it comes after the first paint. */
import type { FieldName, PresetReason } from '../../settings.ts';
import { count } from './format.ts';

interface SettingHelp {
  /** One or two short sentences for somebody who meets the term for the first time. */
  help: string;
  /** Where it comes from: a paper, or a library. */
  source?: string;
}

const helps: Readonly<Record<FieldName, SettingHelp>> = {
  trainShare: {
    help: 'The part of the reviews that the network learns from.',
  },
  validationShare: {
    help: 'The part that is checked after each epoch and never learned from. What is left is the test part.',
  },
  splitSeed: {
    help: 'Decides by chance which reviews are for training, validation and the test. A review stays in its part, whatever else is in the data, until this number or the shares change.',
  },
  fold: {
    help: 'Which slice of the reviews that are not for the test is for validation: 1 is the first. With each of them in turn every such review is validated on once, by a network that has not learned from it. The test part stays the same.',
  },
  vocabularySize: {
    help: 'How many of the most frequent words, or characters, the network knows. All others become one “unknown” token.',
  },
  maxLength: {
    help: 'Longer reviews are cut to this many words, or characters, as they are cut into.',
  },
  keptEnd: {
    help: 'Which part of a review over the limit is read. Verdicts often stand at the end.',
  },
  tokenization: {
    help: 'What a text is cut into. Words stand between spaces; where a language writes none, characters or a segmenter, which looks words up, take their place. Automatic looks at the scripts in the data.',
  },
  lowercase: {
    help: 'Treat “Great” and “great” as one word.',
  },
  punctuation: {
    help: 'Each mark such as “!” or “?” and each emoji is read as a word of its own. They count towards the length limit.',
  },
  cell: {
    help: 'What reads the words one after the other. An LSTM has a memory with three gates, a GRU two gates on its output, a simple RNN none: it forgets soonest. In our measurements a GRU was better on long reviews, and no better on short ones.',
    source: 'LSTM: Hochreiter and Schmidhuber 1997; GRU: Cho et al. 2014; simple RNN: Elman 1990',
  },
  layerSizes: {
    help: 'Cells in each layer, first to last. Each layer reads what the one before it wrote.',
    source: 'Hochreiter and Schmidhuber 1997; the article stacks 128 and 64',
  },
  embeddingSize: {
    help: 'How many numbers describe a word. They are learned too.',
    source: 'the article takes 300',
  },
  ensembleSize: {
    help: 'So many networks are trained side by side, each from first values of its own, and answer together: with the mean of their logits. They are saved as one network whose layers hold theirs side by side. Training takes so many times as long.',
    source: 'Hansen and Salamon 1990; Lakshminarayanan, Pritzel and Blundell 2017 (deep ensembles)',
  },
  embeddingStart: {
    help: 'What the words’ numbers are before training. Word vectors were learned from many texts: similar words have similar numbers, and words that are not in the training part are known too. The embedding size is then that of the vectors. Vectors learned from these texts come from the training part alone, and keep the embedding size.',
    source: 'Mikolov et al. 2013 (word2vec); Pennington, Socher and Manning 2014 (GloVe)',
  },
  embeddingRate: {
    help: 'The words’ numbers learn with this share of the learning rate. Less keeps vectors nearer to where they start; 0 leaves them as they are.',
  },
  embeddingRange: {
    help: 'Word numbers start at random between minus this and plus this.',
  },
  bidirectional: {
    help: 'Each layer reads the review forwards and backwards. Twice the work.',
    source: 'Schuster and Paliwal 1997',
  },
  pooling: {
    help: 'How the outputs for all words become one: the last one, their mean, their maximum, or both.',
  },
  keepProb: {
    help: 'Chance that a layer’s output is kept in training; the rest is dropped, so that the network can’t lean on single cells. 1 drops nothing.',
    source: 'Zaremba, Sutskever and Vinyals 2014, as TensorFlow’s DropoutWrapper; the article takes 0.5',
  },
  embeddingKeepProb: {
    help: 'The same for the numbers of each word.',
  },
  featureKeepProb: {
    help: 'The same for the pooled numbers that the last unit reads.',
  },
  wordKeepProb: {
    help: 'Chance that a word is shown in training; the others are shown as “unknown”.',
    source: 'Iyyer et al. 2015',
  },
  adversarialNoise: {
    help: 'Each step also learns from the same reviews with their words moved to where the loss is larger, by this share of the length of a word’s vector; 0: not. It takes twice the time.',
    source: 'Miyato et al. 2017',
  },
  refitBias: {
    help: 'After each epoch the output bias is set so that without dropout the training reviews get each class as often as they have it: dropout can leave the network leaning to one class.',
  },
  epochs: {
    help: 'How many times the network reads all training reviews.',
  },
  timeBudget: {
    help: 'How long training may take: so many epochs are trained as fit, at least one and at most as many as are set. How long one takes is measured on this machine before the run.',
  },
  pseudoLabels: {
    help: 'Texts without labels are trained on too: the n-gram baseline learns from the labelled training reviews and gives them classes. It helps where few reviews have labels and many more texts of the same kind have none.',
    source: 'Buciluă, Caruana and Niculescu-Mizil 2006; Lee 2013',
  },
  batchSize: {
    help: 'How many reviews are read before the weights change once.',
    source: 'the article takes 256',
  },
  optimizer: {
    help: 'The rule that turns gradients into changes of the weights.',
  },
  learningRate: {
    help: 'How big each change of the weights is. Too small learns nothing, too big never settles.',
  },
  schedule: {
    help: 'How the learning rate moves during the run. One cycle rises to the learning rate and falls to almost nothing.',
    source: 'Smith and Topin 2018',
  },
  learningRateDecay: {
    help: 'The learning rate is multiplied by this after each epoch. 1 keeps it as it is.',
  },
  loss: {
    help: 'What the network tries to make small: its distance from the right answers.',
  },
  classWeights: {
    help: 'Balanced: the loss counts the reviews of a rare class more, so that every class has the same weight in all. The loss of validation and test stays the plain one.',
    source: 'King and Zeng 2001',
  },
  l2: {
    help: 'Pulls all weights but the biases towards zero a little at each step. 0 is off.',
  },
  gradientClip: {
    help: 'The largest norm that all gradients together may have in a step. 0 is off.',
    source: 'Pascanu, Mikolov and Bengio 2013',
  },
  earlyStopping: {
    help: 'Stop when validation loss has not improved for this many epochs. 0 is off. Either way the weights of the best epoch are saved.',
    source: 'Prechelt 1998',
  },
  onDivergence: {
    help: 'A learning rate that is too high can make the loss diverge to NaN. Training can roll back a little and continue with a quarter of the rate, three times at most.',
  },
  seed: {
    help: 'Every random choice of the training comes from this number: the same seed on the same machine gives the same run.',
  },
  backend: {
    help: 'What computes. Automatic tries what this browser has and takes the fastest.',
  },
};

/** A setting's help, with its source where it has one. */
export function helpOf(name: FieldName): string {
  const { help, source } = helps[name];
  return source ? `${help} Source: ${source}.` : help;
}

/** Why a preset chose as it did. */
export function presetReason(reason: PresetReason): string {
  switch (reason.kind) {
    case 'rows': {
      const { rows, limit, epochs, earlyStopping, vocabularySize } = reason;
      const how = earlyStopping > 0 ? `at most ${epochs} epochs, stopping early` : `${epochs} epochs`;
      const side = rows < limit ? 'fewer than' : 'at least';
      return `For ${count(rows)} reviews (${side} ${count(limit)}): ${how}, and a vocabulary of ${count(vocabularySize)}.`;
    }
    case 'length': {
      const { p95Length, maxLength } = reason;
      return p95Length <= maxLength
        ? `95% of the reviews have at most ${count(p95Length)} tokens: they are read whole.`
        : `Long reviews are cut to ${count(maxLength)} tokens, to save time: 95% have at most ${count(p95Length)}.`;
    }
    case 'start':
      return reason.start === 'english'
        ? 'The texts are English: words start from English vectors, so that words which the training reviews lack are known too.'
        : 'Many short texts: words start from vectors that are learned from the training reviews first.';
    case 'no-english':
      return 'The texts are English: English vectors would help, but they have not been built here (npm run vectors).';
  }
}
