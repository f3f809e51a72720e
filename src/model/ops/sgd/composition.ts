/** Gradient descent's update of stock tfjs ops. */
import { add, mul, sub } from '@tensorflow/tfjs-core';
import { scaledGradient } from '../helpers/compose-update.ts';
import { composed } from '../helpers/compose.ts';
import { sgdUpdate } from './op.ts';
import type { SgdAttrs, SgdInput } from './op.ts';

export const sgdComposition = [
  composed<SgdInput, SgdAttrs>(sgdUpdate, (inputs, { learningRate, momentum, l2 }) => {
    const velocity = add(mul(momentum, inputs.velocity), scaledGradient(inputs, l2));
    return [sub(inputs.parameter, mul(learningRate, velocity)), velocity];
  }),
];
