/** Sigmoid, loss and accuracy of stock tfjs ops. */
import {
  abs,
  add,
  cast,
  div,
  equal,
  exp,
  greater,
  log1p,
  maximum,
  mul,
  neg,
  reshape,
  sigmoid,
  slice,
  square,
  stack,
  sub,
  sum,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { composed } from '../helpers/compose.ts';
import { sigmoidLoss, sigmoidLossGrad } from './signature.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';

/** log(1 + exp(x)), without overflow. */
const softplus = (x: Tensor) => add(maximum(x, 0), log1p(exp(neg(abs(x)))));

function forward({ logits, labels, weights }: Record<LossInput, Tensor>, { loss }: LossAttrs): Tensor[] {
  const losses =
    loss === 'mean-squared-error'
      ? square(sub(sigmoid(logits), labels))
      : sub(softplus(logits), mul(labels, logits));
  const isRight = cast(equal(greater(logits, 0), greater(labels, 0.5)), 'float32');
  const weight = sum(weights);
  return [stack([div(sum(mul(weights, losses)), weight), sum(mul(weights, isRight)), weight])];
}

function backward(
  { logits, labels, weights, dy }: Record<LossGradInput, Tensor>,
  { loss }: LossAttrs,
): Tensor[] {
  const p = sigmoid(logits);
  const distance = sub(p, labels);
  const slope = loss === 'mean-squared-error' ? mul(mul(2, distance), mul(p, sub(1, p))) : distance;
  const dLoss = reshape(slice(dy, [0], [1]), []);
  return [mul(slope, mul(weights, div(dLoss, sum(weights))))];
}

export const kernels = [
  composed<LossInput, LossAttrs>(sigmoidLoss, forward),
  composed<LossGradInput, LossAttrs>(sigmoidLossGrad, backward),
];
