/** Adversarial noise of builtin tfjs ops. */
import {
  add,
  cast,
  div,
  expandDims,
  greater,
  less,
  mul,
  range,
  reshape,
  sqrt,
  square,
  sum,
  where,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { fallbackKernel } from '../helpers/fallback.ts';
import type { AdversarialAttrs, AdversarialInput } from './op.ts';
import { adversarialNoise } from './signature.ts';

/** Of each row [B,1,1]. */
const normOf = (x: Tensor) => sqrt(sum(square(x), [1, 2], true));

function noisy(
  { x, slope, lengths }: Record<AdversarialInput, Tensor>,
  { share }: AdversarialAttrs,
): Tensor[] {
  const steps = expandDims(range(0, x.shape[1] as number, 1, 'int32'), 0);
  const isToken = expandDims(less(steps, expandDims(lengths, 1)), 2);
  const [own, steep] = [x, slope].map((values) => where(isToken, values, 0));
  const steepness = mul(normOf(steep), sqrt(reshape(cast(lengths, 'float32'), [-1, 1, 1])));
  const hasSlope = greater(steepness, 0);
  const scale = where(hasSlope, div(mul(share, normOf(own)), where(hasSlope, steepness, 1)), 0);
  return [add(x, mul(scale, steep))];
}

export const kernels = [fallbackKernel<AdversarialInput, AdversarialAttrs>(adversarialNoise, noisy)];
