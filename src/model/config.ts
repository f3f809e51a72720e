/**
 * The settings of a run. One table says everything about each setting (label, range, default, help);
 * the form, the command line's flags, the link and the checks on a model file all come from it.
 */
import * as v from 'valibot';

export const optimizers = ['adadelta', 'adam', 'adamw', 'lion', 'rmsprop', 'sgd'] as const;
export const losses = ['mean-squared-error', 'binary-cross-entropy'] as const;
export const poolings = ['last', 'mean', 'max', 'mean-max'] as const;
export const schedules = ['exponential', 'one-cycle'] as const;
export const keptEnds = ['start', 'end'] as const;
export const setbacks = ['lower-rate', 'stop'] as const;
export const backends = ['auto', 'webgpu', 'webgl', 'wasm'] as const;

export type Optimizer = (typeof optimizers)[number];
export type Loss = (typeof losses)[number];
export type Pooling = (typeof poolings)[number];
export type Schedule = (typeof schedules)[number];
/** What to do when the loss or a weight is no longer a number. */
export type Setback = (typeof setbacks)[number];
export type KeptEnd = (typeof keptEnds)[number];
/** `auto` measures the others and takes the fastest that computes correctly. */
export type BackendName = (typeof backends)[number];

/** Every setting of a run. Shares are fractions of all rows; the test part is what is left. */
export interface RunConfig {
  trainShare: number;
  validationShare: number;
  splitSeed: number;
  vocabularySize: number;
  maxLength: number;
  keptEnd: KeptEnd;
  lowercase: boolean;
  punctuation: boolean;
  layerSizes: number[];
  embeddingSize: number;
  embeddingRange: number;
  bidirectional: boolean;
  pooling: Pooling;
  keepProb: number;
  embeddingKeepProb: number;
  featureKeepProb: number;
  wordKeepProb: number;
  epochs: number;
  batchSize: number;
  optimizer: Optimizer;
  learningRate: number;
  schedule: Schedule;
  learningRateDecay: number;
  loss: Loss;
  l2: number;
  gradientClip: number;
  earlyStopping: number;
  setback: Setback;
  seed: number;
  backend: BackendName;
}

export type FieldName = keyof RunConfig;
export type FieldGroup = 'data' | 'network' | 'training' | 'machine';

interface FieldBase<T> {
  label: string;
  group: FieldGroup;
  /** One or two short sentences for somebody who meets the term for the first time. */
  help: string;
  default: T;
  /** The command line's name for it, where it is not the field's own. */
  flag?: string;
  /** Behind "More settings" in the form. */
  advanced?: boolean;
}
export interface NumberField extends FieldBase<number> {
  kind: 'integer' | 'number';
  min: number;
  max: number;
  /** The step of the form's arrows. */
  step: number;
  unit?: string;
}
export interface NumbersField extends FieldBase<number[]> {
  kind: 'integers';
  min: number;
  max: number;
  maxCount: number;
}
export interface ChoiceField extends FieldBase<string> {
  kind: 'choice';
  choices: readonly { value: string; label: string }[];
}
export interface SwitchField extends FieldBase<boolean> {
  kind: 'switch';
}
export type Field = NumberField | NumbersField | ChoiceField | SwitchField;

export const fields: { readonly [K in FieldName]: Field } = {
  trainShare: {
    kind: 'number',
    label: 'Training share',
    group: 'data',
    min: 0.1,
    max: 0.95,
    step: 0.05,
    default: 0.8,
    advanced: true,
    help: 'The part of the reviews that the network learns from.',
  },
  validationShare: {
    kind: 'number',
    label: 'Validation share',
    group: 'data',
    min: 0.02,
    max: 0.5,
    step: 0.05,
    default: 0.1,
    advanced: true,
    help: 'The part that is checked after each epoch and never learned from. What is left is the test part.',
  },
  splitSeed: {
    kind: 'integer',
    label: 'Split seed',
    group: 'data',
    min: 0,
    max: 2_147_483_647,
    step: 1,
    default: 1,
    advanced: true,
    help: 'Decides by chance which reviews are for training, validation and the test. A review stays in its part, whatever else is in the data, until this number or the shares change.',
  },
  vocabularySize: {
    kind: 'integer',
    label: 'Vocabulary size',
    group: 'data',
    min: 50,
    max: 50_000,
    step: 500,
    default: 5_000,
    unit: 'words',
    help: 'How many of the most frequent words the network knows. All others become one “unknown” word.',
  },
  maxLength: {
    kind: 'integer',
    label: 'Length limit',
    group: 'data',
    min: 1,
    max: 2_000,
    step: 10,
    default: 50,
    unit: 'words',
    help: 'Longer reviews are cut to this many words.',
  },
  keptEnd: {
    kind: 'choice',
    label: 'Keep of long reviews',
    group: 'data',
    default: 'end',
    advanced: true,
    choices: [
      { value: 'start', label: 'the beginning' },
      { value: 'end', label: 'the end' },
    ],
    help: 'Which part of a review over the limit is kept. Verdicts often stand at the end.',
  },
  lowercase: {
    kind: 'switch',
    label: 'Ignore capitals',
    group: 'data',
    default: true,
    advanced: true,
    help: 'Treat “Great” and “great” as one word.',
  },
  punctuation: {
    kind: 'switch',
    label: 'Punctuation as words',
    group: 'data',
    default: false,
    advanced: true,
    help: 'Each mark such as “!” or “?” and each emoji is read as a word of its own. They count towards the length limit.',
  },
  layerSizes: {
    kind: 'integers',
    label: 'Layer sizes',
    flag: 'lstm-sizes',
    group: 'network',
    min: 1,
    max: 512,
    maxCount: 6,
    default: [128, 64],
    help: 'Memory cells in each LSTM layer, first to last. Each layer reads what the one before it wrote.',
  },
  embeddingSize: {
    kind: 'integer',
    label: 'Embedding size',
    group: 'network',
    min: 1,
    max: 512,
    step: 16,
    default: 64,
    help: 'How many numbers describe a word. They are learned too.',
  },
  embeddingRange: {
    kind: 'number',
    label: 'Embedding range',
    group: 'network',
    min: 0.001,
    max: 2,
    step: 0.05,
    default: 0.05,
    advanced: true,
    help: 'Word numbers start at random between minus this and plus this.',
  },
  bidirectional: {
    kind: 'switch',
    label: 'Read both ways',
    group: 'network',
    default: false,
    help: 'Each layer reads the review forwards and backwards (a bidirectional LSTM). Twice the work.',
  },
  pooling: {
    kind: 'choice',
    label: 'Pooling over time',
    group: 'network',
    default: 'last',
    choices: [
      { value: 'last', label: 'last output' },
      { value: 'mean', label: 'mean' },
      { value: 'max', label: 'maximum' },
      { value: 'mean-max', label: 'mean and maximum' },
    ],
    help: 'How the outputs for all words become one: the last one, their mean, their maximum, or both.',
  },
  keepProb: {
    kind: 'number',
    label: 'keep_prob',
    group: 'network',
    min: 0.05,
    max: 1,
    step: 0.05,
    default: 0.5,
    help: 'Chance that an LSTM output is kept in training; the rest is dropped, so that the network can’t lean on single cells. 1 drops nothing.',
  },
  embeddingKeepProb: {
    kind: 'number',
    label: 'Embedding keep_prob',
    group: 'network',
    min: 0.05,
    max: 1,
    step: 0.05,
    default: 1,
    advanced: true,
    help: 'The same for the numbers of each word.',
  },
  featureKeepProb: {
    kind: 'number',
    label: 'Pooled keep_prob',
    group: 'network',
    min: 0.05,
    max: 1,
    step: 0.05,
    default: 1,
    advanced: true,
    help: 'The same for the pooled numbers that the last unit reads.',
  },
  wordKeepProb: {
    kind: 'number',
    label: 'Word keep_prob',
    group: 'network',
    min: 0.05,
    max: 1,
    step: 0.05,
    default: 1,
    advanced: true,
    help: 'Chance that a word is shown in training; the others are shown as “unknown”.',
  },
  epochs: {
    kind: 'integer',
    label: 'Epochs',
    group: 'training',
    min: 1,
    max: 500,
    step: 1,
    default: 10,
    help: 'How many times the network reads all training reviews.',
  },
  batchSize: {
    kind: 'integer',
    label: 'Batch size',
    group: 'training',
    min: 1,
    max: 1_024,
    step: 16,
    default: 32,
    unit: 'reviews',
    help: 'How many reviews are read before the weights change once.',
  },
  optimizer: {
    kind: 'choice',
    label: 'Optimizer',
    group: 'training',
    default: 'adam',
    choices: [
      { value: 'adadelta', label: 'Adadelta' },
      { value: 'adam', label: 'Adam' },
      { value: 'adamw', label: 'AdamW' },
      { value: 'lion', label: 'Lion' },
      { value: 'rmsprop', label: 'RMSProp' },
      { value: 'sgd', label: 'SGD with momentum' },
    ],
    help: 'The rule that turns gradients into changes of the weights.',
  },
  learningRate: {
    kind: 'number',
    label: 'Learning rate',
    group: 'training',
    min: 0.000_001,
    max: 10,
    step: 0.001,
    default: 0.001,
    help: 'How big each change of the weights is. Too small learns nothing, too big never settles.',
  },
  schedule: {
    kind: 'choice',
    label: 'Learning rate schedule',
    group: 'training',
    default: 'exponential',
    advanced: true,
    choices: [
      { value: 'exponential', label: 'decay each epoch' },
      { value: 'one-cycle', label: 'one cycle: up, then down' },
    ],
    help: 'How the learning rate moves during the run. One cycle rises to the learning rate and falls to almost nothing.',
  },
  learningRateDecay: {
    kind: 'number',
    label: 'Learning rate decay',
    group: 'training',
    min: 0.01,
    max: 1,
    step: 0.05,
    default: 1,
    advanced: true,
    help: 'The learning rate is multiplied by this after each epoch. 1 keeps it as it is.',
  },
  loss: {
    kind: 'choice',
    label: 'Loss function',
    group: 'training',
    default: 'binary-cross-entropy',
    choices: [
      { value: 'mean-squared-error', label: 'Mean squared error' },
      { value: 'binary-cross-entropy', label: 'Binary cross-entropy' },
    ],
    help: 'What the network tries to make small: its distance from the right answers.',
  },
  l2: {
    kind: 'number',
    label: 'L2',
    group: 'training',
    min: 0,
    max: 1,
    step: 0.0001,
    default: 0,
    advanced: true,
    help: 'Pulls all weights but the biases towards zero a little at each step. 0 is off.',
  },
  gradientClip: {
    kind: 'number',
    label: 'Gradient clip',
    group: 'training',
    min: 0,
    max: 1_000,
    step: 0.5,
    default: 5,
    advanced: true,
    help: 'The largest norm that all gradients together may have in a step. 0 is off.',
  },
  earlyStopping: {
    kind: 'integer',
    label: 'Early stopping',
    group: 'training',
    min: 0,
    max: 100,
    step: 1,
    default: 0,
    unit: 'epochs',
    advanced: true,
    help: 'Stop when validation loss has not improved for this many epochs. 0 is off. Either way the weights of the best epoch are saved.',
  },
  setback: {
    kind: 'choice',
    label: 'When the loss breaks',
    group: 'training',
    default: 'lower-rate',
    advanced: true,
    choices: [
      { value: 'lower-rate', label: 'go back, lower the rate' },
      { value: 'stop', label: 'stop' },
    ],
    help: 'A learning rate that is too high can make the loss no number at all. Training can go back a little and go on with a quarter of the rate, three times at most.',
  },
  seed: {
    kind: 'integer',
    label: 'Seed',
    group: 'training',
    min: 0,
    max: 2_147_483_647,
    step: 1,
    default: 1,
    help: 'Every random choice of the training comes from this number: the same seed on the same machine gives the same run.',
  },
  backend: {
    kind: 'choice',
    label: 'Backend',
    group: 'machine',
    default: 'auto',
    choices: [
      { value: 'auto', label: 'Automatic' },
      { value: 'webgpu', label: 'WebGPU' },
      { value: 'webgl', label: 'WebGL' },
      { value: 'wasm', label: 'WebAssembly' },
    ],
    help: 'What does the arithmetic. Automatic tries what this browser has and takes the fastest.',
  },
};

export const fieldNames = Object.keys(fields) as FieldName[];

/** How people read a choice's value. */
export function choiceLabel(name: FieldName, value: string): string {
  const field = fields[name];
  const choice = field.kind === 'choice' && field.choices.find((each) => each.value === value);
  return choice ? choice.label : value;
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
      return `one of: ${field.choices.map(({ value }) => value).join(', ')}`;
    case 'switch':
      return 'true or false';
  }
}

/**
 * What a setting's value must be, as one sentence.
 * @param how it is to be written, such as ", without separators: 5000"; a list has an example without it
 */
export function mustBe(field: Field, how?: string): string {
  const example = field.kind === 'integers' ? `, such as ${field.default.join(', ')}` : '';
  return `${field.label} must be ${needs(field)}${how ?? example}.`;
}

function numberSchema(field: NumberField | NumbersField, say: string) {
  const finite = v.pipe(v.number(say), v.finite(say), v.minValue(field.min, say), v.maxValue(field.max, say));
  return field.kind === 'number' ? finite : v.pipe(finite, v.integer(say));
}

function fieldSchema(field: Field): v.GenericSchema {
  const say = mustBe(field);
  switch (field.kind) {
    case 'integer':
    case 'number':
      return numberSchema(field, say);
    case 'integers':
      return v.pipe(
        v.array(numberSchema(field, say), say),
        v.minLength(1, say),
        v.maxLength(field.maxCount, say),
      );
    case 'choice':
      return v.picklist(
        field.choices.map(({ value }) => value),
        say,
      );
    case 'switch':
      return v.boolean(say);
  }
}

const entries = Object.fromEntries(
  fieldNames.map((name) => [name, v.optional(fieldSchema(fields[name]), fields[name].default as never)]),
);

const sharesMessage =
  'Training share and Validation share must leave something for the test: together less than 1.';

/** Whether a value is right for one setting, whatever the others are. */
export function isSettingValue(name: FieldName, value: unknown): boolean {
  return value !== undefined && v.safeParse(entries[name], value).success;
}

/** Unknown keys are refused, missing ones take their default. */
export const runConfigSchema = v.pipe(
  v.strictObject(entries),
  v.check((value) => Number(value['trainShare']) + Number(value['validationShare']) <= 0.99, sharesMessage),
);

export interface ConfigProblem {
  /** Null where the problem lies between several settings. */
  field: FieldName | null;
  message: string;
}

/** What is wrong with these settings, one sentence each; empty when they are good. */
export function configProblems(value: unknown): ConfigProblem[] {
  const result = v.safeParse(runConfigSchema, value);
  if (result.success) return [];
  return result.issues.map((issue) => {
    const key = issue.path?.[0]?.key;
    const known = fieldNames.find((name) => name === key);
    const field = known ?? (issue.message === sharesMessage ? 'validationShare' : null);
    return { field, message: known || field ? issue.message : `“${String(key)}” is not a setting of a run.` };
  });
}

/** @throws {RangeError} with the first problem's sentence */
export function parseRunConfig(value: unknown): RunConfig {
  const [problem] = configProblems(value);
  if (problem) throw new RangeError(problem.message);
  return v.parse(runConfigSchema, value) as unknown as RunConfig;
}
