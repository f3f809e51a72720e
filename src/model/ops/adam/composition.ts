/** Adam's update of stock tfjs ops. */
import { add, div, mul, sqrt, sub } from '@tensorflow/tfjs-core';
import { runningMean, runningSquare, scaledGradient } from '../helpers/compose-update.ts';
import { composed } from '../helpers/compose.ts';
import { adamUpdate } from './op.ts';
import type { AdamAttrs, AdamInput } from './op.ts';

export const adamComposition = [
  composed<AdamInput, AdamAttrs>(adamUpdate, (inputs, attrs) => {
    const g = scaledGradient(inputs, attrs.l2);
    const m = runningMean(inputs.m, g, attrs.beta1);
    const v = runningSquare(inputs.v, g, attrs.beta2);
    const size = add(sqrt(div(v, attrs.correction2)), attrs.epsilon);
    const step = mul(attrs.learningRate / attrs.correction1, div(m, size));
    return [sub(inputs.parameter, step), m, v];
  }),
];
