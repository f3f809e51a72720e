/** Clipping of stock tfjs ops. */
import { add, div, minimum, onesLike, reshape, sqrt, square, stack, sum } from '@tensorflow/tfjs-core';
import { composed } from '../helpers/compose.ts';
import { squaredNorm, clipScale } from './signature.ts';
import type { ClipAttrs } from './op.ts';

export const kernels = [
  composed<'x', object>(squaredNorm, ({ x }) => [reshape(sum(square(x)), [1])]),
  composed<'squares', ClipAttrs>(clipScale, ({ squares }, { maxNorm }) => {
    const norm = sqrt(sum(squares));
    const scale = maxNorm > 0 ? minimum(1, div(maxNorm, add(norm, 1e-6))) : onesLike(norm);
    return [stack([scale, norm])];
  }),
];
