/** Loss and accuracy of builtin tfjs ops. */
import {
  abs,
  add,
  argMax,
  cast,
  div,
  equal,
  exp,
  greater,
  log1p,
  logSoftmax,
  maximum,
  mean,
  mul,
  neg,
  oneHot,
  reshape,
  sigmoid,
  slice,
  softmax,
  square,
  stack,
  sub,
  sum,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { fallbackKernel } from '../helpers/fallback.ts';
import { sigmoidLoss, sigmoidLossGrad, softmaxLoss, softmaxLossGrad } from './signature.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';

type Given = Record<LossInput, Tensor>;
type GivenWithSlope = Record<LossGradInput, Tensor>;

/** log(1 + exp(x)), without overflow. */
const softplus = (x: Tensor) => add(maximum(x, 0), log1p(exp(neg(abs(x)))));

/** @param losses, isRight [B] */
function metricsOf(losses: Tensor, isRight: Tensor, weights: Tensor): Tensor[] {
  const counts = cast(greater(weights, 0), 'float32');
  const meanLoss = div(sum(mul(weights, losses)), sum(weights));
  return [stack([meanLoss, sum(mul(counts, cast(isRight, 'float32'))), sum(counts)])];
}

/** dy[0] · w / Σ w [B]. */
function scaleOf({ weights, dy }: GivenWithSlope): Tensor {
  return mul(weights, div(reshape(slice(dy, [0], [1]), []), sum(weights)));
}

function sigmoidForward({ logits, labels, weights }: Given, { loss }: LossAttrs): Tensor[] {
  const x = reshape(logits, [-1]);
  const losses =
    loss === 'mean-squared-error' ? square(sub(sigmoid(x), labels)) : sub(softplus(x), mul(labels, x));
  return metricsOf(losses, equal(greater(x, 0), greater(labels, 0.5)), weights);
}

function sigmoidBackward(given: GivenWithSlope, { loss }: LossAttrs): Tensor[] {
  const p = sigmoid(reshape(given.logits, [-1]));
  const distance = sub(p, given.labels);
  const slope = loss === 'mean-squared-error' ? mul(mul(2, distance), mul(p, sub(1, p))) : distance;
  return [reshape(mul(slope, scaleOf(given)), given.logits.shape)];
}

/** The one-hot labels [B,K]. */
const targetOf = ({ logits, labels }: Given) =>
  oneHot(cast(labels, 'int32') as Tensor1D, logits.shape[1] ?? 1, 1, 0, 'float32');

function softmaxForward(given: Given, { loss }: LossAttrs): Tensor[] {
  const { logits, labels, weights } = given;
  const target = targetOf(given);
  const losses =
    loss === 'mean-squared-error'
      ? mean(square(sub(softmax(logits), target)), 1)
      : neg(sum(mul(logSoftmax(logits), target), 1));
  return metricsOf(losses, equal(argMax(logits, 1), cast(labels, 'int32')), weights);
}

function softmaxBackward(given: GivenWithSlope, { loss }: LossAttrs): Tensor[] {
  const p = softmax(given.logits);
  const distance = sub(p, targetOf(given));
  const [batch, classes] = given.logits.shape;
  const inward = sub(distance, sum(mul(p, distance), 1, true));
  const slope = loss === 'mean-squared-error' ? mul(2 / classes, mul(p, inward)) : distance;
  return [mul(slope, reshape(scaleOf(given), [batch, 1]))];
}

export const kernels = [
  fallbackKernel<LossInput, LossAttrs>(sigmoidLoss, sigmoidForward),
  fallbackKernel<LossGradInput, LossAttrs>(sigmoidLossGrad, sigmoidBackward),
  fallbackKernel<LossInput, LossAttrs>(softmaxLoss, softmaxForward),
  fallbackKernel<LossGradInput, LossAttrs>(softmaxLossGrad, softmaxBackward),
];
