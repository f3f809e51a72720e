/** Adadelta's update of stock tfjs ops. */
import { add, div, mul, sqrt, sub } from '@tensorflow/tfjs-core';
import { runningSquare, scaledGradient } from '../helpers/compose-update.ts';
import { composed } from '../helpers/compose.ts';
import { adadeltaUpdate } from './op.ts';
import type { AdadeltaAttrs, AdadeltaInput } from './op.ts';

export const adadeltaComposition = [
  composed<AdadeltaInput, AdadeltaAttrs>(adadeltaUpdate, (inputs, { learningRate, rho, epsilon, l2 }) => {
    const g = scaledGradient(inputs, l2);
    const a = runningSquare(inputs.accumulatedGradient, g, rho);
    const delta = mul(g, div(sqrt(add(inputs.accumulatedDelta, epsilon)), sqrt(add(a, epsilon))));
    const d = runningSquare(inputs.accumulatedDelta, delta, rho);
    return [sub(inputs.parameter, mul(learningRate, delta)), a, d];
  }),
];
