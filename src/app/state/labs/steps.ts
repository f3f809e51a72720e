/** What is done in each lab, step by step: as plain data, and how to tell that a step is done. */
import type { Change, Clamp } from '../../../contract/insight.ts';
import { labIds, type LabId, type Shuffling } from '../../../contract/labs.ts';
import type { RunConfig } from '../../../contract/settings.ts';
import { labTexts } from '../../i18n/labs.ts';
import { isBusy, type AppState } from '../store.ts';

export type LabStep =
  /** Trains a network on the workbench, unless one that the lab can use is there. */
  | { kind: 'train' }
  /** Asks the network about a text. */
  | { kind: 'ask'; text: string }
  /** Puts gates where they stay; null: back to how they were trained. */
  | { kind: 'change'; change: Change | null }
  /** Measures the change of the step before on validation reviews. */
  | { kind: 'measure'; change: Change }
  /** Trains a run of the lab alone. */
  | { kind: 'run'; run: LabRunId };

/** A run that belongs to a lab: it is saved nowhere. */
export interface LabRun {
  settings: Partial<RunConfig>;
  shuffling: Shuffling | null;
}

/** A network that learns the sample in seconds, and whose last output has to remember the whole text. */
export const labSettings: Partial<RunConfig> = {
  cell: 'lstm',
  layerSizes: [32],
  embeddingSize: 32,
  embeddingStart: 'random',
  bidirectional: false,
  pooling: 'last',
  keepProb: 0.5,
  embeddingKeepProb: 1,
  adversarialNoise: 0,
  epochs: 6,
  batchSize: 32,
  optimizer: 'adam',
  learningRate: 0.004,
  earlyStopping: 0,
};

const withoutDropout: Partial<RunConfig> = { keepProb: 1, embeddingKeepProb: 1 };
/** Words with large numbers, for which tanh is not straight: there a gradient vanishes from the start. */
const asInTheArticle: Partial<RunConfig> = { embeddingRange: 1 };

export const labRuns = {
  'keep-all': { settings: { ...withoutDropout, epochs: 8 }, shuffling: null },
  'keep-half': { settings: { keepProb: 0.5, embeddingKeepProb: 0.5, epochs: 8 }, shuffling: null },
  lstm: { settings: { ...withoutDropout, ...asInTheArticle, epochs: 4 }, shuffling: null },
  'simple-rnn': {
    settings: { ...withoutDropout, ...asInTheArticle, cell: 'simple-rnn', epochs: 4 },
    shuffling: null,
  },
  'right-labels': { settings: { ...withoutDropout, epochs: 4 }, shuffling: null },
  'shuffled-labels': { settings: { ...withoutDropout, epochs: 10 }, shuffling: 'labels' },
  ordered: { settings: { epochs: 6 }, shuffling: null },
  'shuffled-words': { settings: { epochs: 6 }, shuffling: 'words' },
} as const satisfies Record<string, LabRun>;
export type LabRunId = keyof typeof labRuns;

const held = (gate: 'forget' | 'input', to: Clamp): Change => ({ gates: { [gate]: to }, unit: null });

const neverForgets = held('forget', 'open');
const forgetsAtOnce = held('forget', 'shut');

const runsOf = (...runs: LabRunId[]): LabStep[] => runs.map((run) => ({ kind: 'run', run }));

/** In the order in which they are done. */
export const labSteps: Readonly<Record<LabId, readonly LabStep[]>> = {
  gates: [
    { kind: 'train' },
    { kind: 'ask', text: labTexts.turning },
    { kind: 'change', change: held('input', 'shut') },
    { kind: 'ask', text: labTexts.plain },
    { kind: 'change', change: held('input', 'open') },
    { kind: 'change', change: null },
  ],
  'never-forget': [
    { kind: 'train' },
    { kind: 'ask', text: labTexts.turning },
    { kind: 'change', change: neverForgets },
    { kind: 'measure', change: neverForgets },
    { kind: 'change', change: forgetsAtOnce },
    { kind: 'measure', change: forgetsAtOnce },
    { kind: 'change', change: null },
  ],
  'keep-prob': runsOf('keep-all', 'keep-half'),
  'simple-rnn': runsOf('lstm', 'simple-rnn'),
  'shuffled-labels': runsOf('right-labels', 'shuffled-labels'),
  'word-order': runsOf('ordered', 'shuffled-words'),
};

/** Labs that look into the loaded network; the others watch runs of their own. */
export const looksInside = (lab: LabId) => labSteps[lab].some(({ kind }) => kind === 'train');

/** Labs that watch gradients instead of accuracy and loss. */
export const watchesGradients = (lab: LabId) => lab === 'simple-rnn';

export const runsOfLab = (lab: LabId): LabRunId[] =>
  labSteps[lab].flatMap((step) => (step.kind === 'run' ? [step.run] : []));

/** The run that a lab compares a run with; null: it is the first. */
export function runBefore(name: LabRunId): LabRunId | null {
  const runs = labIds.map(runsOfLab).find((all) => all.includes(name)) ?? [];
  return runs[runs.indexOf(name) - 1] ?? null;
}

/** The place of the first step of a lab that measures; null: none does. */
export function firstMeasure(lab: LabId): number | null {
  const place = labSteps[lab].findIndex(({ kind }) => kind === 'measure');
  return place < 0 ? null : place;
}

/** The text that a lab asked about last, before one of its steps; null: about none. */
export function textBefore(lab: LabId, step: LabStep): string | null {
  const before = labSteps[lab].slice(0, labSteps[lab].indexOf(step));
  return before.flatMap((one) => (one.kind === 'ask' ? [one.text] : [])).at(-1) ?? null;
}

/** Equal where two changes are: such as `forget-open`; empty for none. */
export const keyOfChange = (change: Change | null): string =>
  change
    ? [
        ...Object.entries(change.gates).map(([gate, to]) => `${gate}-${to}`),
        ...(change.unit ? [JSON.stringify(change.unit)] : []),
      ].join(' ')
    : '';

/** An LSTM answers, and is not being trained still. */
export function hasLstm({ model, run, test }: AppState): boolean {
  return model.held?.config.cell === 'lstm' && !isBusy(run) && !test.running;
}

export function isDone(step: LabStep, state: AppState): boolean {
  const { insight, labs } = state;
  switch (step.kind) {
    case 'train':
      return hasLstm(state);
    case 'ask':
      return insight.inside?.text === step.text;
    case 'change':
      return hasLstm(state) && keyOfChange(insight.change) === keyOfChange(step.change);
    case 'measure':
      return labs.measured[keyOfChange(step.change)] !== undefined;
    case 'run':
      return labs.runs[step.run] !== undefined;
  }
}
