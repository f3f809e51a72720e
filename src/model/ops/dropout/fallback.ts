/** Dropout of builtin tfjs ops: the mask is drawn on the CPU and uploaded. */
import { mul, tensor } from '@tensorflow/tfjs-core';
import { fallbackKernel } from '../helpers/fallback.ts';
import { counterBits, keepThreshold } from '../helpers/counter.ts';
import { counterDropout } from './signature.ts';
import type { DropoutAttrs } from './op.ts';

/** 1 / keepProb where an element is kept, else 0. */
function drawMask(size: number, { keepProb, ...key }: DropoutAttrs): Float32Array {
  const threshold = keepThreshold(keepProb);
  return Float32Array.from({ length: size }, (_, i) => (counterBits(i, key) < threshold ? 1 / keepProb : 0));
}

export const kernels = [
  fallbackKernel<'x', DropoutAttrs>(counterDropout, ({ x }, attrs) => [
    mul(x, tensor(drawMask(x.size, attrs), x.shape)),
  ]),
];
