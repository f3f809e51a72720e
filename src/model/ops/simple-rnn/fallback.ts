/** The simple recurrent layer's timestep of builtin tfjs ops. */
import { add, matMul, mul, square, tanh } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { oneMinus, recurrentFallback } from '../helpers/recurrent/fallback.ts';
import type { FallbackCell } from '../helpers/recurrent/fallback.ts';
import { simpleRnnOp } from './signature.ts';

const cell: FallbackCell<'gates'> = {
  forward(inputSum, before, recurrentKernel, mask) {
    const sums = before ? add(inputSum, matMul(before.output, recurrentKernel)) : inputSum;
    const output = mul<Tensor2D>(tanh(sums), mask);
    return { output, saved: { gates: output } };
  },

  backward({ saved: { gates }, dy, mask }, after, recurrentKernel) {
    const dOutput = mul(after ? add(dy, after.dOutput) : dy, mask);
    const dSums = mul<Tensor2D>(dOutput, oneMinus(square(gates)));
    return { dSums, dOutput: matMul(dSums, recurrentKernel, false, true) };
  },
};

export const kernels = recurrentFallback(simpleRnnOp, cell);
