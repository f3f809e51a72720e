/** Reads the figures of several steps back from the device at once: each read makes a GPU wait. */
import { concat, dispose, tidy } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { nextTask } from '../next-task.ts';

/** The figures of one training step. */
export interface StepMetrics {
  loss: number;
  /** Correct rows and all rows of the batch, filler rows excluded. */
  correct: number;
  rows: number;
  gradientNorm: number;
}

/** A read that the device has not answered yet. */
interface Reading {
  /** Steps. */
  count: number;
  figures: Promise<StepMetrics[]>;
  isDone: boolean;
}

/** Steps whose figures are still on the device, or on their way from there. */
export class PendingMetrics {
  private readonly waiting: Tensor1D[] = [];
  private readonly inFlight: Reading[] = [];

  /** Steps that no read was begun for. */
  get count(): number {
    return this.waiting.length / 2;
  }

  /** Steps whose figures nobody has got yet. */
  get unread(): number {
    return this.inFlight.reduce((sum, { count }) => sum + count, this.count);
  }

  /** Takes ownership of metrics [3] (`lossMetrics`) and scale [2] (`gradientScale`). */
  add(metrics: Tensor1D, scale: Tensor1D): void {
    this.waiting.push(metrics, scale);
  }

  /** All figures, in the order in which they were added; none is left afterwards. */
  async read(): Promise<StepMetrics[]> {
    this.begin();
    return collect(this.inFlight.splice(0));
  }

  /**
   * Begins to read what is waiting, and waits for the read before that one only: the device has work meanwhile.
   * Lets waiting messages in, and takes what the device has answered until then.
   */
  async readBehind(): Promise<StepMetrics[]> {
    const before = this.inFlight.length;
    this.begin();
    await nextTask();
    return this.take(this.inFlight[before]?.isDone ? before + 1 : before);
  }

  dispose(): void {
    dispose(this.waiting.splice(0));
    // What is in flight frees its tensor when it comes.
    this.inFlight.length = 0;
  }

  private take(count: number): Promise<StepMetrics[]> {
    return collect(this.inFlight.splice(0, count));
  }

  private begin(): void {
    const { count } = this;
    if (count === 0) return;
    const reading: Reading = { count, figures: readFigures(this.waiting.splice(0)), isDone: false };
    // Whoever collects it hears of its failure.
    void reading.figures.catch(() => undefined).then(() => (reading.isDone = true));
    this.inFlight.push(reading);
  }
}

async function collect(readings: readonly Reading[]): Promise<StepMetrics[]> {
  return (await Promise.all(readings.map(({ figures }) => figures))).flat();
}

async function readFigures(tensors: Tensor1D[]): Promise<StepMetrics[]> {
  const joined = tidy(() => concat(tensors));
  dispose(tensors);
  const values = await joined.data<'float32'>();
  joined.dispose();
  const steps: StepMetrics[] = [];
  for (let i = 0; i < values.length; i += 5) {
    const [loss, correct, rows, , gradientNorm] = values.subarray(i, i + 5);
    steps.push({ loss, correct, rows, gradientNorm });
  }
  return steps;
}

/** The figures up to the first that is no finite number: what a network computes after it means nothing. */
export function untilDivergence(steps: readonly StepMetrics[]): readonly StepMetrics[] {
  const first = steps.findIndex(
    ({ loss, gradientNorm }) => !Number.isFinite(loss) || !Number.isFinite(gradientNorm),
  );
  return first < 0 ? steps : steps.slice(0, first);
}
