/** The last layer of builtin tfjs ops. */
import { add, matMul, sum } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { fallbackKernel } from '../helpers/fallback.ts';
import { denseLogits, denseLogitsGrad } from './signature.ts';
import type { DenseGradInput, DenseInput } from './op.ts';

export const kernels = [
  fallbackKernel<DenseInput, object>(denseLogits, ({ features, kernel, bias }) => [
    add(matMul(features as Tensor2D, kernel as Tensor2D), bias),
  ]),
  fallbackKernel<DenseGradInput, object>(denseLogitsGrad, ({ features, kernel, dy }) => [
    matMul(dy as Tensor2D, kernel as Tensor2D, false, true),
    matMul(features as Tensor2D, dy as Tensor2D, true),
    sum(dy, 0),
  ]),
];
