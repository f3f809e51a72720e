/** What the user reads of settings and presets, in English. */
import {
  fields,
  presets,
  widestEnsemble,
  type FieldName,
  type PresetId,
  type RunConfig,
} from '../../settings.ts';
import type { Field, SettingProblem } from '../../settings.ts';

interface SettingText {
  label: string;
  /** Before the value in a run's name, in the place of the label; empty where the value says enough. */
  short?: string;
  unit?: string;
  choices?: Readonly<Record<string, string>>;
}

/** A choice names each of its values. */
type TextOf<V> = [V] extends [string] ? SettingText & { choices: Record<V, string> } : SettingText;

const texts: { readonly [K in FieldName]: TextOf<RunConfig[K]> } = {
  trainShare: {
    label: 'Training share',
    short: 'training',
  },
  validationShare: {
    label: 'Validation share',
    short: 'validation',
  },
  splitSeed: {
    label: 'Split seed',
  },
  fold: {
    label: 'Validation fold',
    short: 'fold',
  },
  vocabularySize: {
    label: 'Vocabulary size',
    short: 'vocabulary',
    unit: 'tokens',
  },
  maxLength: {
    label: 'Length limit',
    unit: 'tokens',
  },
  keptEnd: {
    label: 'Truncation',
    choices: {
      start: 'keep start',
      end: 'keep end',
    },
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
  },
  lowercase: {
    label: 'Ignore capitals',
  },
  punctuation: {
    label: 'Punctuation as words',
  },
  cell: {
    label: 'Cell',
    choices: {
      lstm: 'LSTM',
      gru: 'GRU',
      'simple-rnn': 'Simple RNN',
    },
  },
  layerSizes: {
    label: 'Layer sizes',
    short: '',
  },
  embeddingSize: {
    label: 'Embedding size',
    short: 'embedding',
  },
  embeddingStart: {
    label: 'Embedding starts from',
    short: 'starts from',
    choices: {
      random: 'random numbers',
      learned: 'vectors learned from these texts',
      english: 'English vectors',
      file: 'a file of vectors',
    },
  },
  ensembleSize: {
    label: 'Ensemble size',
    short: 'ensemble of',
  },
  embeddingRate: {
    label: 'Embedding rate',
  },
  embeddingRange: {
    label: 'Embedding range',
  },
  bidirectional: {
    label: 'Bidirectional',
  },
  pooling: {
    label: 'Pooling over time',
    choices: {
      last: 'last output',
      mean: 'mean',
      max: 'maximum',
      'mean-max': 'mean and maximum',
    },
  },
  keepProb: {
    label: 'keep_prob',
    short: 'keep',
  },
  embeddingKeepProb: {
    label: 'Embedding keep_prob',
    short: 'embedding keep',
  },
  featureKeepProb: {
    label: 'Pooled keep_prob',
    short: 'pooled keep',
  },
  wordKeepProb: {
    label: 'Word keep_prob',
    short: 'word keep',
  },
  adversarialNoise: {
    label: 'Adversarial noise',
    short: 'noise',
  },
  refitBias: {
    label: 'Refit the output bias',
    short: 'bias refit',
  },
  epochs: {
    label: 'Epochs',
  },
  timeBudget: {
    label: 'Time budget',
    choices: {
      none: 'none',
      '30-seconds': '30 seconds',
      '2-minutes': '2 minutes',
      '10-minutes': '10 minutes',
    },
  },
  pseudoLabels: {
    label: 'Pseudo-labels',
  },
  batchSize: {
    label: 'Batch size',
    short: 'batch',
    unit: 'reviews',
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
  },
  learningRate: {
    label: 'Learning rate',
    short: 'rate',
  },
  schedule: {
    label: 'Learning rate schedule',
    choices: {
      exponential: 'decay each epoch',
      'one-cycle': 'one cycle: up, then down',
    },
  },
  learningRateDecay: {
    label: 'Learning rate decay',
    short: 'decay',
  },
  loss: {
    label: 'Loss function',
    choices: {
      'mean-squared-error': 'Mean squared error',
      'cross-entropy': 'Cross-entropy',
    },
  },
  classWeights: {
    label: 'Class weights',
    choices: {
      none: 'none',
      balanced: 'balanced',
    },
  },
  l2: {
    label: 'L2',
  },
  gradientClip: {
    label: 'Gradient clip',
    short: 'clip',
  },
  earlyStopping: {
    label: 'Early stopping',
    unit: 'epochs',
  },
  onDivergence: {
    label: 'On divergence',
    choices: {
      rollback: 'roll back, lower the rate',
      stop: 'stop',
    },
  },
  seed: {
    label: 'Seed',
  },
  backend: {
    label: 'Backend',
    choices: {
      auto: 'Automatic',
      webgpu: 'WebGPU',
      webgl: 'WebGL',
      wasm: 'WebAssembly',
    },
  },
};

/** As each of them has it. */
export const settingTexts: Readonly<Record<FieldName, SettingText>> = texts;

export const presetTexts: Record<PresetId, { label: string; help: string }> = {
  recommended: {
    label: 'Recommended',
    help: 'One bidirectional layer, mean and maximum over all words, Adam. Our best for the size and the language of your data.',
  },
  'from-scratch': {
    label: 'From scratch',
    help: 'Recommended, but the network learns from your texts alone: no word vectors that were learned from others.',
  },
  article: {
    label: 'As in the article',
    help: 'Garrett Hoffman’s network: two LSTM layers of 128 and 64, last output, mean squared error, Adadelta.',
  },
};

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
    case 'fold':
      return 'Validation fold is too high for these shares: each fold takes the validation share, and all of them together what is not for the test.';
    case 'ensemble':
      return `The layers of an ensemble stand side by side, ${widestEnsemble} wide at most: Ensemble size times the largest of Layer sizes and Embedding size must not be more.`;
    case 'unknown':
      return `“${problem.name}” is not a setting of a run.`;
    case 'preset':
      return `There is no preset “${problem.name}”. Presets: ${presets.map(({ id }) => id).join(', ')}.`;
  }
}
