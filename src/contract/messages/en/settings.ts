/** What the user reads of settings and presets, in English. */
import { fields, presets, type FieldName, type PresetId, type RunConfig } from '../../settings.ts';
import type { Field, SettingProblem } from '../../settings.ts';

interface SettingText {
  label: string;
  /** Before the value in a run's name, in the place of the label; empty where the value says enough. */
  short?: string;
  unit?: string;
  /** One or two short sentences for somebody who meets the term for the first time. */
  help: string;
  /** Where it comes from: a paper, or a library. */
  source?: string;
  choices?: Readonly<Record<string, string>>;
}

/** A choice names each of its values. */
type TextOf<V> = [V] extends [string] ? SettingText & { choices: Record<V, string> } : SettingText;

const texts: { readonly [K in FieldName]: TextOf<RunConfig[K]> } = {
  trainShare: {
    label: 'Training share',
    short: 'training',
    help: 'The part of the reviews that the network learns from.',
  },
  validationShare: {
    label: 'Validation share',
    short: 'validation',
    help: 'The part that is checked after each epoch and never learned from. What is left is the test part.',
  },
  splitSeed: {
    label: 'Split seed',
    help: 'Decides by chance which reviews are for training, validation and the test. A review stays in its part, whatever else is in the data, until this number or the shares change.',
  },
  vocabularySize: {
    label: 'Vocabulary size',
    short: 'vocabulary',
    unit: 'tokens',
    help: 'How many of the most frequent words, or characters, the network knows. All others become one “unknown” token.',
  },
  maxLength: {
    label: 'Length limit',
    unit: 'tokens',
    help: 'Longer reviews are cut to this many words, or characters, as they are cut into.',
  },
  keptEnd: {
    label: 'Truncation',
    choices: {
      start: 'keep start',
      end: 'keep end',
    },
    help: 'Which part of a review over the limit is read. Verdicts often stand at the end.',
  },
  tokenization: {
    label: 'Tokenization',
    choices: {
      automatic: 'automatic',
      words: 'words',
      characters: 'characters',
      segmenter: 'segmenter',
      'segmenter-zh': 'segmenter, Chinese',
      'segmenter-ja': 'segmenter, Japanese',
      'segmenter-th': 'segmenter, Thai',
      'segmenter-lo': 'segmenter, Lao',
      'segmenter-km': 'segmenter, Khmer',
      'segmenter-my': 'segmenter, Burmese',
    },
    help: 'What a text is cut into. Words stand between spaces; where a language writes none, characters or a segmenter, which looks words up, take their place. Automatic looks at the scripts in the data.',
  },
  lowercase: {
    label: 'Ignore capitals',
    help: 'Treat “Great” and “great” as one word.',
  },
  punctuation: {
    label: 'Punctuation as words',
    help: 'Each mark such as “!” or “?” and each emoji is read as a word of its own. They count towards the length limit.',
  },
  baselinePairs: {
    label: 'Pairs in the baseline',
    help: 'The bag-of-words baseline also sees which two words stand side by side: “not good”, or the compounds of Vietnamese, which are written as several words.',
  },
  cell: {
    label: 'Cell',
    choices: {
      lstm: 'LSTM',
      gru: 'GRU',
      'simple-rnn': 'Simple RNN',
    },
    help: 'What reads the words one after the other. An LSTM has a memory with three gates, a GRU two gates on its output, a simple RNN none: it forgets soonest.',
    source: 'LSTM: Hochreiter and Schmidhuber 1997; GRU: Cho et al. 2014; simple RNN: Elman 1990',
  },
  layerSizes: {
    label: 'Layer sizes',
    short: '',
    help: 'Cells in each layer, first to last. Each layer reads what the one before it wrote.',
    source: 'Hochreiter and Schmidhuber 1997; the article stacks 128 and 64',
  },
  embeddingSize: {
    label: 'Embedding size',
    short: 'embedding',
    help: 'How many numbers describe a word. They are learned too.',
    source: 'the article takes 300',
  },
  embeddingRange: {
    label: 'Embedding range',
    help: 'Word numbers start at random between minus this and plus this.',
  },
  bidirectional: {
    label: 'Bidirectional',
    help: 'Each layer reads the review forwards and backwards. Twice the work.',
    source: 'Schuster and Paliwal 1997',
  },
  pooling: {
    label: 'Pooling over time',
    choices: {
      last: 'last output',
      mean: 'mean',
      max: 'maximum',
      'mean-max': 'mean and maximum',
    },
    help: 'How the outputs for all words become one: the last one, their mean, their maximum, or both.',
  },
  keepProb: {
    label: 'keep_prob',
    short: 'keep',
    help: 'Chance that a layer’s output is kept in training; the rest is dropped, so that the network can’t lean on single cells. 1 drops nothing.',
    source: 'Zaremba, Sutskever and Vinyals 2014, as TensorFlow’s DropoutWrapper; the article takes 0.5',
  },
  embeddingKeepProb: {
    label: 'Embedding keep_prob',
    short: 'embedding keep',
    help: 'The same for the numbers of each word.',
  },
  featureKeepProb: {
    label: 'Pooled keep_prob',
    short: 'pooled keep',
    help: 'The same for the pooled numbers that the last unit reads.',
  },
  wordKeepProb: {
    label: 'Word keep_prob',
    short: 'word keep',
    help: 'Chance that a word is shown in training; the others are shown as “unknown”.',
    source: 'Iyyer et al. 2015',
  },
  epochs: {
    label: 'Epochs',
    help: 'How many times the network reads all training reviews.',
  },
  batchSize: {
    label: 'Batch size',
    short: 'batch',
    unit: 'reviews',
    help: 'How many reviews are read before the weights change once.',
    source: 'the article takes 256',
  },
  optimizer: {
    label: 'Optimizer',
    choices: {
      adadelta: 'Adadelta',
      adam: 'Adam',
      adamw: 'AdamW',
      lion: 'Lion',
      rmsprop: 'RMSProp',
      sgd: 'SGD with momentum',
    },
    help: 'The rule that turns gradients into changes of the weights.',
  },
  learningRate: {
    label: 'Learning rate',
    short: 'rate',
    help: 'How big each change of the weights is. Too small learns nothing, too big never settles.',
  },
  schedule: {
    label: 'Learning rate schedule',
    choices: {
      exponential: 'decay each epoch',
      'one-cycle': 'one cycle: up, then down',
    },
    help: 'How the learning rate moves during the run. One cycle rises to the learning rate and falls to almost nothing.',
    source: 'Smith and Topin 2018',
  },
  learningRateDecay: {
    label: 'Learning rate decay',
    short: 'decay',
    help: 'The learning rate is multiplied by this after each epoch. 1 keeps it as it is.',
  },
  loss: {
    label: 'Loss function',
    choices: {
      'mean-squared-error': 'Mean squared error',
      'cross-entropy': 'Cross-entropy',
    },
    help: 'What the network tries to make small: its distance from the right answers.',
  },
  classWeights: {
    label: 'Class weights',
    choices: {
      none: 'none',
      balanced: 'balanced',
    },
    help: 'Balanced: the loss counts the reviews of a rare class more, so that every class has the same weight in all. The loss of validation and test stays the plain one.',
    source: 'King and Zeng 2001',
  },
  l2: {
    label: 'L2',
    help: 'Pulls all weights but the biases towards zero a little at each step. 0 is off.',
  },
  gradientClip: {
    label: 'Gradient clip',
    short: 'clip',
    help: 'The largest norm that all gradients together may have in a step. 0 is off.',
    source: 'Pascanu, Mikolov and Bengio 2013',
  },
  earlyStopping: {
    label: 'Early stopping',
    unit: 'epochs',
    help: 'Stop when validation loss has not improved for this many epochs. 0 is off. Either way the weights of the best epoch are saved.',
    source: 'Prechelt 1998',
  },
  onDivergence: {
    label: 'On divergence',
    choices: {
      rollback: 'roll back, lower the rate',
      stop: 'stop',
    },
    help: 'A learning rate that is too high can make the loss diverge to NaN. Training can roll back a little and continue with a quarter of the rate, three times at most.',
  },
  seed: {
    label: 'Seed',
    help: 'Every random choice of the training comes from this number: the same seed on the same machine gives the same run.',
  },
  backend: {
    label: 'Backend',
    choices: {
      auto: 'Automatic',
      webgpu: 'WebGPU',
      webgl: 'WebGL',
      wasm: 'WebAssembly',
    },
    help: 'What computes. Automatic tries what this browser has and takes the fastest.',
  },
};

/** As each of them has it. */
export const settingTexts: Readonly<Record<FieldName, SettingText>> = texts;

export const presetTexts: Record<PresetId, { label: string; help: string }> = {
  recommended: {
    label: 'Recommended',
    help: 'One bidirectional layer, mean and maximum over all words, Adam. Our best, for the size of your data.',
  },
  article: {
    label: 'As in the article',
    help: 'Garrett Hoffman’s network: two LSTM layers of 128 and 64, last output, mean squared error, Adadelta.',
  },
};

/** A setting's help, with its source where it has one. */
export function helpOf(name: FieldName): string {
  const { help, source } = settingTexts[name];
  return source ? `${help} Source: ${source}.` : help;
}

/** A choice's value as users read it. */
export function choiceLabel(name: FieldName, value: string): string {
  const { choices = {} } = settingTexts[name];
  return choices[value] ?? value;
}

/** The values of a choice, as a form offers them. */
export function choicesOf(name: FieldName): { value: string; label: string }[] {
  const { choices = {} } = settingTexts[name];
  return Object.entries(choices).map(([value, label]) => ({ value, label }));
}

function needs(field: Field): string {
  switch (field.kind) {
    case 'integer':
      return `a whole number from ${field.min} to ${field.max}`;
    case 'number':
      return `a number from ${field.min} to ${field.max}`;
    case 'integers':
      return `1 to ${field.maxCount} whole numbers from ${field.min} to ${field.max}`;
    case 'choice':
      return `one of: ${field.choices.join(', ')}`;
    case 'switch':
      return 'true or false';
  }
}

/** How a value is to be written. */
function written(field: Field, how: Extract<SettingProblem, { kind: 'value' }>['how']): string {
  switch (how?.kind) {
    case 'ungrouped':
      return `, without separators: ${how.digits}`;
    case 'decimal':
      return ', with a decimal point and without separators';
    case 'list':
      return `, with commas between them: ${how.numbers.join(', ')}`;
    case undefined:
      return field.kind === 'integers' ? `, such as ${field.default.join(', ')}` : '';
  }
}

/** What is wrong with a setting, as one sentence that says what it must be. */
export function settingProblem(problem: SettingProblem): string {
  switch (problem.kind) {
    case 'value': {
      const field = fields[problem.setting];
      return `${settingTexts[problem.setting].label} must be ${needs(field)}${written(field, problem.how)}.`;
    }
    case 'shares':
      return 'Training share and Validation share must leave something for the test: together less than 1.';
    case 'unknown':
      return `“${problem.name}” is not a setting of a run.`;
    case 'preset':
      return `There is no preset “${problem.name}”. Presets: ${presets.map(({ id }) => id).join(', ')}.`;
  }
}
