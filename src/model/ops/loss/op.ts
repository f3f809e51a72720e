/**
 * Sigmoid, loss and accuracy in one: with p = σ(logit), y the label and w the row's weight,
 * mean squared error is (p − y)², binary cross-entropy softplus(logit) − y·logit.
 */
import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { runKernel } from '../../runtime/kernel.ts';
import type { InputOf } from '../../runtime/signature.ts';
import { sigmoidLoss, sigmoidLossGrad } from './signature.ts';

export type LossName = 'mean-squared-error' | 'binary-cross-entropy';
export interface LossAttrs {
  loss: LossName;
}

/** What the kernels on a GPU read besides their tensors. */
export function lossScalars({ shape }: { shape: number[] }, { loss }: LossAttrs) {
  return { batch: shape[0], squared: loss === 'mean-squared-error' ? 1 : 0 };
}

/**
 * Inputs: logits, labels (0 or 1), weights (0 for filler rows, not all 0): each [B].
 * Output: metrics [3] = [Σ w·loss / Σ w, Σ w·correct, Σ w]; correct: logit > 0 where y is 1, ≤ 0 where 0.
 */
export type LossInput = InputOf<typeof sigmoidLoss>;

/** Inputs: the same and dy [3]. Output: dLogits [B] = dy[0] · ∂metrics[0]/∂logits. */
export type LossGradInput = InputOf<typeof sigmoidLossGrad>;

/** Metrics [3]; the gradient flows from metrics[0], the mean loss, alone. */
export function lossMetrics(logits: Tensor1D, labels: Tensor1D, weights: Tensor1D, loss: LossName): Tensor1D {
  const op = customGrad((...args) => {
    const [logitsIn] = args as unknown as Tensor[];
    const save = args[1] as unknown as (tensors: Tensor[]) => void;
    const [value] = runKernel(sigmoidLoss, { logits: logitsIn, labels, weights }, { loss });
    save([logitsIn]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) =>
      runKernel(sigmoidLossGrad, { logits: saved[0], labels, weights, dy }, { loss });
    return { value, gradFunc };
  });
  return op(logits) as Tensor1D;
}
