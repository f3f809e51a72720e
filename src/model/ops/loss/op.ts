/**
 * Loss and accuracy of a batch. With one logit for two classes, p = σ(logit) and y the label, mean squared error is
 * (p − y)² and cross-entropy softplus(logit) − y·logit. With K logits, p = softmax(logits) and e the one-hot label, they
 * are Σ (p − e)² / K and −log p of the label.
 */
import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Loss } from '../../../contract/settings.ts';
import { runKernel } from '../../runtime/kernel.ts';
import type { InputOf } from '../../runtime/signature.ts';
import { sigmoidLoss, sigmoidLossGrad, softmaxLoss, softmaxLossGrad } from './signature.ts';

export interface LossAttrs {
  loss: Loss;
}

/** What a kernel on a GPU reads besides its tensors. */
export type ScalarsOf<S extends string> = (
  logits: { shape: number[] },
  attrs: LossAttrs,
) => Record<S, number>;

/** That of the kernels of two classes. */
export function lossScalars({ shape }: { shape: number[] }, { loss }: LossAttrs) {
  return { batch: shape[0], squared: loss === 'mean-squared-error' ? 1 : 0 };
}

/** That of the kernels of more classes. */
export function softmaxScalars(logits: { shape: number[] }, attrs: LossAttrs) {
  return { ...lossScalars(logits, attrs), classes: logits.shape[1] };
}

/**
 * Inputs: logits [B,1] or [B,K]; labels [B], from 0; weights [B], 0 for filler rows, not all 0.
 * Output: metrics [3] = [Σ w·loss / Σ w, correct rows, rows], both of rows whose weight is not 0. Correct: the label's class
 * has the highest logit, the first where several have it; for one logit > 0 where the label is 1, ≤ 0 where it is 0.
 */
export type LossInput = InputOf<typeof sigmoidLoss>;

/** Inputs: the same and dy [3]. Output: dLogits, as the logits = dy[0] · ∂metrics[0]/∂logits. */
export type LossGradInput = InputOf<typeof sigmoidLossGrad>;

/** Metrics [3]; the gradient flows from metrics[0], the mean loss, alone. */
export function lossMetrics(logits: Tensor2D, labels: Tensor1D, weights: Tensor1D, loss: Loss): Tensor1D {
  const [value, gradient] =
    logits.shape[1] === 1 ? [sigmoidLoss, sigmoidLossGrad] : [softmaxLoss, softmaxLossGrad];
  const op = customGrad((...args) => {
    const [logitsIn] = args as unknown as Tensor[];
    const save = args[1] as unknown as (tensors: Tensor[]) => void;
    const [metrics] = runKernel(value, { logits: logitsIn, labels, weights }, { loss });
    save([logitsIn]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) =>
      runKernel(gradient, { logits: saved[0], labels, weights, dy }, { loss });
    return { value: metrics, gradFunc };
  });
  return op(logits) as Tensor1D;
}
