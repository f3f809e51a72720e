/** RMSProp's update of stock tfjs ops. */
import { add, div, mul, sqrt, sub } from '@tensorflow/tfjs-core';
import { runningSquare, scaledGradient } from '../helpers/compose-update.ts';
import { composed } from '../helpers/compose.ts';
import { rmspropUpdate } from './op.ts';
import type { RmspropAttrs, RmspropInput } from './op.ts';

export const rmspropComposition = [
  composed<RmspropInput, RmspropAttrs>(rmspropUpdate, (inputs, { learningRate, rho, epsilon, l2 }) => {
    const g = scaledGradient(inputs, l2);
    const a = runningSquare(inputs.meanSquare, g, rho);
    return [sub(inputs.parameter, mul(learningRate, div(g, add(sqrt(a), epsilon)))), a];
  }),
];
