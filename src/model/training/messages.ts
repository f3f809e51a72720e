/** What a run says of itself, in sentences. */
import type { RunConfig } from '../../contract/settings.ts';
import type { PreparedData } from '../data/index.ts';
import type { EndEvent, TrainEvent } from '../../contract/training.ts';
import { learningRateAt, nextCycleAfter } from './schedule.ts';
import type { RatePlan } from './schedule.ts';
import { positionOf } from './state.ts';

/** @param epochs whole ones that the run has done */
export function endMessage(reason: EndEvent['reason'], restoredEpoch: number | null, epochs: number): string {
  const saved = restoredEpoch === null ? '' : ` ${savedSentence(restoredEpoch, epochs)}`;
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
}

/** Which weights the network has, and why. */
function savedSentence(epoch: number, epochs: number): string {
  return epochs === 1
    ? `The weights of epoch ${epoch} were saved.`
    : `The weights of epoch ${epoch} were saved: its validation accuracy was the highest.`;
}

/** @param step that a run resumes after; says so, and how high the rate is where that starts again */
export function resumedMessage(
  step: number,
  stepsPerEpoch: number,
  config: RunConfig,
  rates: RatePlan,
): string {
  const { epoch } = positionOf(step, stepsPerEpoch);
  const resumed = `Training goes on in epoch ${epoch}, after step ${step.toLocaleString('en')}.`;
  const after = nextCycleAfter(rates.cycles, step / stepsPerEpoch);
  if (after === null || config.schedule !== 'one-cycle') return resumed;
  const { peak } = rates.cycles[rates.cycles.length - 1];
  const figure = (rate: number) => rate.toLocaleString('en', { maximumSignificantDigits: 3 });
  const start = figure(learningRateAt(config, after * stepsPerEpoch, stepsPerEpoch, rates));
  const top = figure(peak * config.learningRate * rates.scale);
  return `${resumed} The learning rate starts again at ${start} for the additional epochs after epoch ${after}, rises to ${top} and falls.`;
}

/** @param step where training went back to, @param share of the learning rate that is used from there */
export function setbackMessage(step: number, share: number): string {
  const place = step === 0 ? 'the start' : `step ${step.toLocaleString('en')}`;
  const percent = `${(100 * share).toLocaleString('en', { maximumSignificantDigits: 2 })}%`;
  return `The loss was no longer a number. Training went back to ${place} and goes on with ${percent} of the learning rate.`;
}

/** @param maxLength that reviews were cut to */
export function lengthsCutWarning({ reviewsCut, indices }: PreparedData, maxLength: number): TrainEvent {
  const all = indices.train.length + indices.validation.length + indices.test.length;
  const share = reviewsCut / all < 0.01 ? 'under 1%' : `${Math.round((100 * reviewsCut) / all)}%`;
  const message = `${reviewsCut.toLocaleString('en')} reviews (${share}) are longer than ${maxLength} words and were cut.`;
  return { type: 'warning', code: 'lengths-cut', message };
}
