/** What the optimizers' compositions share. */
import { add, mul, slice, square } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** g = scale[0]·gradient + l2·θ. */
export function scaledGradient(
  { gradient, parameter, scale }: Record<'gradient' | 'parameter' | 'scale', Tensor>,
  l2: number,
): Tensor {
  const clipped = mul(gradient, slice(scale, [0], [1]));
  return l2 > 0 ? add(clipped, mul(l2, parameter)) : clipped;
}

/** share·mean + (1 − share)·value. */
export function runningMean(mean: Tensor, value: Tensor, share: number): Tensor {
  return add(mul(share, mean), mul(1 - share, value));
}

/** The running mean of g². */
export function runningSquare(mean: Tensor, g: Tensor, share: number): Tensor {
  return runningMean(mean, square(g), share);
}
