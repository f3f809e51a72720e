/** The words of the bar, the views, the keys and the first hints, in English. */
import { percent } from './format.ts';
import { shorten } from './phrases.ts';

export const views = {
  label: 'Views',
  names: {
    data: 'Data',
    train: 'Train',
    understand: 'Understand',
    runs: 'Runs',
    export: 'Export',
    labs: 'Labs',
    lstm: 'The mathematics',
  },
  loading: 'One moment …',
  tab: (view: string) => `${view} – Forget Gate`,
};

export const bar = {
  skip: 'Skip to the content',
  loaded: 'Loaded',
  noData: 'no data',
  noModel: 'no model yet',
  /** @param on other data than the loaded: what the accuracy was measured on */
  model: (cells: string, on: string | null, accuracy: number | null) =>
    [cells, on && `on ${shorten(on, 24)}`, accuracy !== null && percent(accuracy)].filter(Boolean).join(', '),
  /** While another one trains. */
  earlier: (model: string) => `earlier network: ${model}`,
  training: (state: string, epoch: number, epochs: number) => `${state}, epoch ${epoch} of ${epochs}`,
  left: (duration: string) => `${duration} left`,
  interrupted: 'A run was interrupted',
  help: 'Help',
};

export const keys = {
  title: 'Keys and help',
  key: 'Key',
  does: 'What it does',
  start: 'Start training',
  pause: 'Pause or resume training',
  undo: 'Take the last change of a setting back',
  view: (name: string) => `Show ${name}`,
  help: 'Show this list',
  space: 'Space',
  close: 'Close',
  hints: 'Show the first hints again',
  single: 'Keys without Ctrl act, too',
  terms: 'Terms',
  lstm: 'How an LSTM computes, formula by formula',
};

export const hints = {
  label: 'First steps',
  start: {
    sample: 'A sample is loaded: press Start training.',
    files: 'Your reviews are loaded: press Start training.',
  },
  columns: 'See in Data what your file still needs.',
  compare: 'Change a setting, start again, and compare in Runs.',
  drop: 'Drop a file of your own reviews anywhere.',
  close: 'Got it',
};
