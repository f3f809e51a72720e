/** The learning rate of each step. */
import type { RunConfig } from '../../contract/settings.ts';

const warmUpShare = 0.3;
const startDivisor = 25;
const endDivisor = 250_000;
/** Of the learning rate: as far as the cycle of additional epochs rises. */
const additionalPeak = 0.25;

/** One rise and fall of the rate under `one-cycle`. */
export interface Cycle {
  /** Whole epochs that it takes. */
  epochs: number;
  /** The highest rate, as a share of the learning rate. */
  peak: number;
}

/** What a run's rates depend on besides its settings. */
export interface RatePlan {
  /** In order. After the last one the rate stays at its end. */
  cycles: readonly Cycle[];
  /** What each rate is multiplied by. */
  scale: number;
}

/** A new run's: one cycle over all of its epochs. */
export const wholeRun = ({ epochs }: Pick<RunConfig, 'epochs'>): Cycle[] => [{ epochs, peak: 1 }];

/**
 * The cycles of a run that resumes. What has begun stays as it was planned; epochs beyond that get a new and lower
 * cycle of their own, since a rate that is near its end can not be stretched over more steps without a jump.
 *
 * @param before cycles that the run had so far
 * @param epochsDone with the part of the one under way
 * @param epochs that the run is to have in all: with fewer than planned it ends within a cycle
 */
export function resumedCycles(before: readonly Cycle[], epochsDone: number, epochs: number): Cycle[] {
  const begun: Cycle[] = [];
  let planned = 0;
  for (const cycle of before) {
    if (planned >= epochsDone) break;
    begun.push(cycle);
    planned += cycle.epochs;
  }
  if (begun.length === 0) return wholeRun({ epochs });
  return planned >= epochs ? begun : [...begun, { epochs: epochs - planned, peak: additionalPeak }];
}

/** @param from what an interrupted run left; null: a new run */
export function ratePlan(
  config: RunConfig,
  from: { cycles: readonly Cycle[]; step: number; learningRateScale: number } | null,
  stepsPerEpoch: number,
): RatePlan {
  if (!from) return { cycles: wholeRun(config), scale: 1 };
  const cycles = resumedCycles(from.cycles, from.step / stepsPerEpoch, config.epochs);
  return { cycles, scale: from.learningRateScale };
}

/** The epochs before the last of several cycles, when that has not begun; else null. */
export function nextCycleAfter(cycles: readonly Cycle[], epochsDone: number): number | null {
  if (cycles.length < 2) return null;
  const before = cycles.slice(0, -1).reduce((sum, { epochs }) => sum + epochs, 0);
  return epochsDone <= before ? before : null;
}

/**
 * The learning rate of a step. `exponential`: learningRate · decay^(epoch − 1). `one-cycle`: a cosine from 1/25 of the
 * peak up to the peak over the first 30% of the cycle, then one down to 1/250,000 of it (Smith and Topin 2018, in the
 * two-phase form that PyTorch's OneCycleLR has). The peak is the learning rate; in a cycle of additional epochs a
 * quarter of it.
 *
 * @param step from 0
 */
export function learningRateAt(
  config: RunConfig,
  step: number,
  stepsPerEpoch: number,
  plan: RatePlan = { cycles: wholeRun(config), scale: 1 },
): number {
  const { learningRate, learningRateDecay, schedule } = config;
  if (schedule === 'exponential')
    return plan.scale * learningRate * learningRateDecay ** Math.floor(step / stepsPerEpoch);
  let first = 0;
  let rate = 0;
  for (const { epochs, peak } of plan.cycles) {
    const steps = epochs * stepsPerEpoch;
    rate = cycleRate(peak * learningRate, step - first, steps);
    first += steps;
    if (step < first) break;
  }
  return plan.scale * rate;
}

/** @param step from 0 to steps − 1 */
function cycleRate(peakRate: number, step: number, steps: number): number {
  const peak = Math.max(1, warmUpShare * steps - 1);
  if (step <= peak) return cosine(peakRate / startDivisor, peakRate, step / peak);
  const fall = Math.max(1, steps - 1 - peak);
  return cosine(peakRate, peakRate / endDivisor, Math.min(1, (step - peak) / fall));
}

/** From `start` at 0 to `end` at 1 along half a cosine. */
function cosine(start: number, end: number, position: number): number {
  return end + ((start - end) * (1 + Math.cos(Math.PI * position))) / 2;
}
