/**
 * Finds a recurrence's best plan while training goes on: each plan is compiled in the background, runs a few
 * of the training's own steps, is timed by the device, and the fastest stays. A step computes the same whichever
 * plan it runs, so trials cost a little time and nothing else.
 */
import type { FusedWebgpuBackend } from '../../../runtime/webgpu/backend.ts';
import type { LstmDims } from './dims.ts';
import { recurrencePlans } from './recurrence-plan.ts';
import type { Direction, RecurrencePlan } from './recurrence-plan.ts';

interface Trial {
  plan: RecurrencePlan;
  /** Timings begun. */
  begun: number;
  /** Milliseconds a timestep, of those that ended. */
  times: number[];
}

/** What to run now; `timed` is there while the plan is on trial. */
export interface Choice {
  plan: RecurrencePlan;
  timed?: (milliseconds: number) => void;
}

const timingsEach = 3;
/** A plan this many times slower than the best is not tried again. */
const hopeless = 2;

export class RecurrenceTuner {
  private readonly trials = new Map<string, Trial[]>();

  constructor(private readonly backend: FusedWebgpuBackend) {}

  /**
   * @param canTime whether this call's time would tell something
   * @param isReady whether a plan's shader is compiled; asking starts it
   */
  choose(
    direction: Direction,
    dims: LstmDims,
    canTime: boolean,
    isReady: (plan: RecurrencePlan) => boolean,
  ): Choice {
    const trials = this.trialsOf(direction, dims);
    const best = fastest(trials);
    if (!canTime || trials.length === 1) return { plan: (best ?? trials[0]).plan };
    const next = trials.find((trial) => isOpen(trial, best) && (trial === trials[0] || isReady(trial.plan)));
    if (!next) return { plan: (best ?? trials[0]).plan };
    next.begun++;
    return { plan: next.plan, timed: (milliseconds) => next.times.push(milliseconds / dims.time) };
  }

  /** The plans that were timed, with milliseconds a timestep, for profiles. */
  report(): { layer: string; plan: RecurrencePlan; millisecondsPerTimestep: number }[] {
    return [...this.trials].flatMap(([layer, trials]) =>
      trials
        .filter((trial) => trial.times.length > 0)
        .map((trial) => ({ layer, plan: trial.plan, millisecondsPerTimestep: timeOf(trial) })),
    );
  }

  /** Sequences of any length share a layer's trials. */
  private trialsOf(direction: Direction, dims: LstmDims): Trial[] {
    const key = `${direction}, ${dims.batch} rows, ${dims.hidden} units`;
    const known = this.trials.get(key);
    if (known) return known;
    const plans = recurrencePlans(direction, dims, this.backend);
    const trials = plans.map((plan) => ({ plan, begun: 0, times: [] }));
    this.trials.set(key, trials);
    return trials;
  }
}

/** The first timing counts no more than others: a fresh shader may be slow once. */
function timeOf({ times }: Trial): number {
  return Math.min(...times);
}

function fastest(trials: readonly Trial[]): Trial | null {
  const timed = trials.filter((trial) => trial.times.length > 0);
  return timed.reduce<Trial | null>(
    (best, trial) => (best && timeOf(best) <= timeOf(trial) ? best : trial),
    null,
  );
}

function isOpen(trial: Trial, best: Trial | null): boolean {
  if (trial.begun >= timingsEach) return false;
  return !best || trial.times.length === 0 || timeOf(trial) < hopeless * timeOf(best);
}
