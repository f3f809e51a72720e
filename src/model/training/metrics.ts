/** Reads the figures of several steps back from the device at once: each read makes a GPU wait. */
import { concat, dispose, tidy } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';

/** The figures of one training step. */
export interface StepMetrics {
  loss: number;
  /** Correct rows and all rows of the batch, filler rows left out. */
  correct: number;
  rows: number;
  gradientNorm: number;
}

/** Steps whose figures are still on the device. */
export class PendingMetrics {
  private readonly waiting: Tensor1D[] = [];

  /** Steps. */
  get count(): number {
    return this.waiting.length / 2;
  }

  /** Takes ownership of metrics [3] (`lossMetrics`) and scale [2] (`gradientScale`). */
  add(metrics: Tensor1D, scale: Tensor1D): void {
    this.waiting.push(metrics, scale);
  }

  /** In the order in which they were added; none is left afterwards. */
  async read(): Promise<StepMetrics[]> {
    const tensors = this.waiting.splice(0);
    if (tensors.length === 0) return [];
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

  dispose(): void {
    dispose(this.waiting.splice(0));
  }
}
