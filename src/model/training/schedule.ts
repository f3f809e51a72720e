import type { RunConfig } from '../config.ts';

const warmUpShare = 0.3;
const startDivisor = 25;
const endDivisor = 250_000;

/**
 * The learning rate of a step. `exponential`: learningRate · decay^(epoch − 1). `one-cycle`: a cosine from
 * learningRate/25 up to learningRate over the first 30% of the run, then one down to learningRate/250,000
 * (Smith and Topin 2018, in the two-phase form that PyTorch's OneCycleLR has).
 *
 * @param step from 0 to totalSteps − 1
 */
export function learningRateAt(config: RunConfig, step: number, stepsPerEpoch: number): number {
  const { learningRate, learningRateDecay, schedule, epochs } = config;
  if (schedule === 'exponential') return learningRate * learningRateDecay ** Math.floor(step / stepsPerEpoch);
  const totalSteps = epochs * stepsPerEpoch;
  const peak = Math.max(1, warmUpShare * totalSteps - 1);
  if (step <= peak) return cosine(learningRate / startDivisor, learningRate, step / peak);
  const fall = Math.max(1, totalSteps - 1 - peak);
  return cosine(learningRate, learningRate / endDivisor, Math.min(1, (step - peak) / fall));
}

/** From `start` at 0 to `end` at 1 along half a cosine. */
function cosine(start: number, end: number, position: number): number {
  return end + ((start - end) * (1 + Math.cos(Math.PI * position))) / 2;
}
