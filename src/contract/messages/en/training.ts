/** What training says while it runs, and why it cannot run or resume, in English. */
import type { Shuffling } from '../../labs.ts';
import type { Part } from '../../parts.ts';
import type { TokenKind } from '../../settings.ts';
import { count, duration, figure, wholePercent } from './format.ts';
import { backendNames, partNames, tokens } from './phrases.ts';

/** Where the learning rate starts again after an epoch, and how high it rises. */
interface Cycle {
  after: number;
  start: number;
  top: number;
}

/** Which weights the network has, and why. */
const savedWeights = (epoch: number, epochs: number) =>
  epochs === 1
    ? `The weights of epoch ${epoch} were saved.`
    : `The weights of epoch ${epoch} were saved: its validation accuracy was the highest.`;

/** Stored runs may name a backend that there is no longer. */
const backendName = (name: string) =>
  Object.entries(backendNames).find(([known]) => known === name)?.[1] ?? name;

export const trainingMessages = {
  'epochs-within-budget': ({ epochs, asked, seconds }: { epochs: number; asked: number; seconds: number }) =>
    `The time budget of ${duration(seconds)} has room for ${epochs} of ${asked} epochs.`,
  'not-a-run-file': 'This file holds no state of a training run. Choose one that was downloaded here.',
  'run-file-too-old':
    'This run was saved by an earlier version, which did not note the reviews that it trains on: it can’t be resumed. Train it again.',
  'run-file-damaged':
    'This state of a training run is damaged or incomplete. Use another copy, or train again.',
  'other-data': 'This run was trained on other data. Load the data that it began with to resume it.',
  'run-does-not-fit': 'What was saved of this run does not fit its settings. Start it again.',
  'fixed-on-resume': 'Only epochs, early stopping, rates and the backend may change when a run is resumed.',
  'choose-a-test-dataset': 'Choose a dataset to test the model on.',
  'no-usable-weights':
    'Training came to no usable weights: the learning rate is too high. Lower it and start again.',
  'wait-for-training': 'Wait until the training has ended, or stop it.',
  'unknown-seen-for-test':
    'It is not known which reviews this network was trained on, so a test could include them. Load the whole zip of a network that was saved by this version, or train it again; it still answers in “Try it”.',
  'nothing-unseen':
    'The network was trained or validated on every review of this data, so none is left to test it on. Add reviews that it has not seen.',
  'no-words':
    'The network sees nothing of this text: there is no word in it, and emoji and punctuation are none. So it gives no answer. Write a review of a few words.',
  'tested-reviews-gone':
    'The reviews of this test, with what the network said of each, are not loaded: test again to see them.',
  'label-errors-gone': 'The reviews whose labels may be wrong are of other data: look for them again.',
  'no-model-yet': 'There is no model yet: train one, or load one.',
  'other-layers': 'To continue training this network, use its settings first: its layers are others.',
  'no-number': 'The network answers with no number: its weights overflowed. Train it again.',
  'unknown-seen-for-training':
    'It is not known which reviews this network was trained on, so it could be validated and tested on those very reviews. Train a new one.',
  'one-class-part': ({ part, rows }: { part: Part; rows: number }) =>
    `All ${rows} reviews of the ${partNames[part]} part are of one class: its accuracy says nothing about the other. Choose another split seed, or add more reviews.`,
  'lab-run': ({ shuffling }: { shuffling: Shuffling | null }) =>
    [
      'This is a run of a lab: it is saved nowhere, and the loaded network stays.',
      shuffling === 'labels' &&
        'The labels of its training reviews are shuffled: its figures say nothing of your data.',
      shuffling === 'words' &&
        'The words of each review are shuffled: its figures are about reviews without their order.',
    ]
      .filter(Boolean)
      .join(' '),
  'run-ended': ({
    reason,
    restoredEpoch,
    epochs,
  }: {
    reason: 'finished' | 'stopped' | 'early-stopping' | 'diverged';
    restoredEpoch: number | null;
    epochs: number;
  }) => {
    const saved = restoredEpoch === null ? '' : ` ${savedWeights(restoredEpoch, epochs)}`;
    switch (reason) {
      case 'finished':
        return `Training finished after ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}.${saved}`;
      case 'stopped':
        return restoredEpoch === null
          ? 'You stopped the training before its first epoch was complete. The weights of its last step were saved.'
          : `You stopped the training.${saved}`;
      case 'early-stopping':
        return `Training stopped early: validation loss stopped improving.${saved}`;
      case 'diverged':
        return `The loss is no longer a number: the learning rate is too high. Lower it and start again.${saved}`;
    }
  },
  resumed: ({ epoch, step, cycle }: { epoch: number; step: number; cycle: Cycle | null }) => {
    const resumed = `Training resumes in epoch ${epoch}, after step ${count(step)}.`;
    return cycle === null
      ? resumed
      : `${resumed} The learning rate starts again at ${figure(cycle.start)} for the additional epochs after epoch ${cycle.after}, rises to ${figure(cycle.top)} and falls.`;
  },
  rollback: ({ step, share }: { step: number; share: number }) => {
    const place = step === 0 ? 'the start' : `step ${count(step)}`;
    const percent = (100 * share).toLocaleString('en', { maximumSignificantDigits: 2 });
    return `The loss diverged. Training rolled back to ${place} and continues with ${percent}% of the learning rate.`;
  },
  /** Runs of before say no unit. */
  'lengths-cut': ({
    reviews,
    share,
    maxLength,
    unit = 'words',
  }: {
    reviews: number;
    share: number;
    maxLength: number;
    unit?: TokenKind;
  }) =>
    `${count(reviews)} reviews (${share < 0.01 ? 'under 1%' : wholePercent(share)}) are longer than ${tokens(maxLength, unit)} and were cut.`,
  'other-backend': ({ before, now }: { before: string; now: string }) =>
    `From here on ${backendName(now)} computes in place of ${backendName(before)}: figures may differ a little.`,
};
