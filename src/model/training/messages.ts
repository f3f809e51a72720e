/** What a run says of itself. */
import type { Message } from '../../contract/messages/message.ts';
import { tokenKind, type RunConfig } from '../../contract/settings.ts';
import type { PreparedData } from '../data/index.ts';
import type { TrainEvent } from '../../contract/training.ts';
import { learningRateAt, nextCycleAfter } from './schedule.ts';
import type { RatePlan } from './schedule.ts';
import { positionOf } from './state.ts';

/** @param step that a run resumes after; says so, and how high the rate is where that starts again */
export function resumedMessage(
  step: number,
  stepsPerEpoch: number,
  config: RunConfig,
  rates: RatePlan,
): Message<'resumed'> {
  const { epoch } = positionOf(step, stepsPerEpoch);
  const after = nextCycleAfter(rates.cycles, step / stepsPerEpoch);
  if (after === null || config.schedule !== 'one-cycle') return { code: 'resumed', epoch, step, cycle: null };
  const { peak } = rates.cycles[rates.cycles.length - 1];
  const start = learningRateAt(config, after * stepsPerEpoch, stepsPerEpoch, rates);
  return {
    code: 'resumed',
    epoch,
    step,
    cycle: { after, start, top: peak * config.learningRate * rates.scale },
  };
}

export function lengthsCutWarning(
  { reviewsCut, indices }: PreparedData,
  { maxLength, tokenization }: RunConfig,
): TrainEvent {
  const unit = tokenKind(tokenization);
  const all = indices.train.length + indices.validation.length + indices.test.length;
  const message = {
    code: 'lengths-cut',
    reviews: reviewsCut,
    share: reviewsCut / all,
    maxLength,
    unit,
  } as const;
  return { type: 'warning', message };
}
