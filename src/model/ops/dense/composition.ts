/** The last layer of stock tfjs ops. */
import { add, matMul, reshape, sum } from '@tensorflow/tfjs-core';
import type { Rank, Tensor2D } from '@tensorflow/tfjs-core';
import { composed } from '../helpers/compose.ts';
import { denseLogit, denseLogitGrad } from './signature.ts';
import type { DenseGradInput, DenseInput } from './op.ts';

export const kernels = [
  composed<DenseInput, object>(denseLogit, ({ features, kernel, bias }) => [
    add(reshape(matMul(features as Tensor2D, kernel as Tensor2D), [-1]), bias),
  ]),
  composed<DenseGradInput, object>(denseLogitGrad, ({ features, kernel, dy }) => {
    const column = reshape<Rank.R2>(dy, [-1, 1]);
    return [
      matMul(column, kernel as Tensor2D, false, true),
      matMul(features as Tensor2D, column, true),
      reshape(sum(dy), [1]),
    ];
  }),
];
