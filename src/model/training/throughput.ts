/** How fast a run goes: when to read figures back, reviews per second, time left, and an epoch's means. */
import type { TrainingClock } from './clock.ts';
import type { StepMetrics } from './metrics.ts';
import type { EpochSums } from './state.ts';

const emptySums: EpochSums = { loss: 0, correct: 0, rows: 0 };

/** Seconds between two readings: often enough for a chart, seldom enough to keep a GPU busy. */
const readEvery = 0.2;
const mostStepsPerRead = 64;
/** Weight of the newest reading in the running rate. */
const freshness = 0.3;

export class ThroughputMeter {
  /** Steps to run before the next reading. */
  stepsPerRead = 1;
  reviewsPerSecond = 0;
  private readonly started: number;
  private reviewsLeft: number;
  private validationSeconds = 0;
  private validationsLeft = 0;
  private epochStarted: number;
  private lastRead: number;
  private readings = 0;
  private sums: EpochSums = emptySums;
  private readonly secondsBefore: number;

  /**
   * @param clock that excludes pauses
   * @param reviews that training has yet to read
   * @param secondsBefore that the run took before it was interrupted
   */
  constructor(
    private readonly clock: TrainingClock,
    reviews: number,
    secondsBefore = 0,
  ) {
    this.started = clock.now();
    this.epochStarted = this.started;
    this.lastRead = this.started;
    this.reviewsLeft = reviews;
    this.secondsBefore = secondsBefore;
  }

  /** @param sums of the steps of this epoch that are done */
  startEpoch(sums: EpochSums = emptySums): void {
    this.epochStarted = this.clock.now();
    this.lastRead = this.epochStarted;
    this.sums = sums;
  }

  /** Over the rows of the epoch so far. */
  get epochSums(): EpochSums {
    return this.sums;
  }

  /** Steps that were just read back. */
  addSteps(steps: readonly StepMetrics[]): void {
    const now = this.clock.now();
    const seconds = Math.max(1e-4, (now - this.lastRead) / 1_000);
    this.lastRead = now;
    const rows = steps.reduce((sum, step) => sum + step.rows, 0);
    this.reviewsLeft -= rows;
    const sums = { ...this.sums };
    for (const step of steps) {
      sums.loss += step.loss * step.rows;
      sums.correct += step.correct;
      sums.rows += step.rows;
    }
    this.sums = sums;
    // The first reading holds the compiling of shaders: it says nothing of the ones to come.
    this.readings++;
    const rate = rows / seconds;
    this.reviewsPerSecond =
      this.readings <= 2 ? rate : (1 - freshness) * this.reviewsPerSecond + freshness * rate;
    const wanted = Math.round((steps.length * readEvery) / seconds);
    this.stepsPerRead = Math.min(mostStepsPerRead, Math.max(1, wanted));
  }

  addValidation(seconds: number, validationsLeft: number): void {
    this.validationSeconds = seconds;
    this.validationsLeft = validationsLeft;
  }

  get secondsLeft(): number {
    const training = this.reviewsPerSecond > 0 ? this.reviewsLeft / this.reviewsPerSecond : 0;
    return training + this.validationSeconds * this.validationsLeft;
  }

  /** Over the rows of the epoch so far. */
  epochMeans(): { loss: number; accuracy: number } {
    const { loss, correct, rows } = this.sums;
    return { loss: loss / rows, accuracy: correct / rows };
  }

  get epochSeconds(): number {
    return (this.clock.now() - this.epochStarted) / 1_000;
  }

  get totalSeconds(): number {
    return this.secondsBefore + (this.clock.now() - this.started) / 1_000;
  }
}
