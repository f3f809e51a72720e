/** The words of a step's profile, in English. */
import { count, figure, percent, size } from './format.ts';
import { plural, reviews, waitBefore, type BusyStatus } from './phrases.ts';

export const profile = {
  button: 'Profile a step',
  hint: 'Measures where the time of a training step goes, in a few seconds.',
  running: 'Measuring a step …',
  busy: (status: BusyStatus) => waitBefore(status, 'you profile a step'),
  noData: 'Choose a dataset first: the step is measured on its reviews.',
  settingsWrong: 'A setting is wrong. Fix it before you profile a step.',
  bar: (total: number) => `The phases of a step, ${figure(total)} ms together`,
  caption: (backend: string, rows: number, length: number) =>
    `A step on ${backend}: ${reviews(rows)} with ${plural(length, 'token', 'tokens')} each`,
  phase: 'Phase',
  time: 'Time',
  share: 'Share',
  milliseconds: (value: number) => `${figure(value)} ms`,
  ofAll: percent,
  count,
  phases: {
    data: 'Data: making a batch and sending it',
    embedding: 'Embedding',
    forward: 'Forward',
    backward: 'Backward',
    update: 'Update of the weights',
    readback: 'Reading back (while later steps are computed)',
  },
  whole: 'A whole step, measured as one, without reading back',
  memory: (bytes: number, tensors: number) =>
    `Memory held: ${size(bytes)}. ${plural(tensors, 'tensor lives', 'tensors live')} from step to step.`,
  old: 'The settings have changed since.',
  kernels: 'By the GPU’s own clock',
  kernel: 'Kernel',
  calls: 'Calls',
};
