/** Clipping of builtin tfjs ops. */
import { add, div, minimum, onesLike, reshape, sqrt, square, stack, sum } from '@tensorflow/tfjs-core';
import { fallbackKernel } from '../helpers/fallback.ts';
import { squaredNorm, clipScale } from './signature.ts';
import type { ClipAttrs } from './op.ts';

export const kernels = [
  fallbackKernel<'x', object>(squaredNorm, ({ x }) => [reshape(sum(square(x)), [1])]),
  fallbackKernel<'squares', ClipAttrs>(clipScale, ({ squares }, { maxNorm }) => {
    const norm = sqrt(sum(squares));
    const scale = maxNorm > 0 ? minimum(1, div(maxNorm, add(norm, 1e-6))) : onesLike(norm);
    return [stack([scale, norm])];
  }),
];
