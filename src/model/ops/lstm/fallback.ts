/** The LSTM's timestep of builtin tfjs ops. */
import { add, concat, matMul, mul, sigmoid, split, square, tanh } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { oneMinus, recurrentFallback } from '../helpers/recurrent/fallback.ts';
import type { FallbackCell } from '../helpers/recurrent/fallback.ts';
import { lstmOp } from './signature.ts';

const cell: FallbackCell<'gates' | 'cells'> = {
  forward(inputSum, before, recurrentKernel, mask) {
    const sums = before ? add(inputSum, matMul(before.output, recurrentKernel)) : inputSum;
    const parts = split<Tensor2D>(sums, 4, 1);
    const [i, f, candidate, o] = parts.map((part, g) => (g === 2 ? tanh(part) : sigmoid(part)));
    const written = mul(i, candidate);
    const cells = mul<Tensor2D>(before ? add(mul(f, before.saved.cells), written) : written, mask);
    const output = mul<Tensor2D>(o, tanh(cells));
    return { output, saved: { gates: concat([i, f, candidate, o], 1), cells } };
  },

  backward({ saved: { gates, cells }, before, dy, mask }, after, recurrentKernel) {
    const [i, f, candidate, o] = split(gates, 4, 1);
    const squashed = tanh(cells);
    const dOutput = mul(after ? add(dy, after.dOutput) : dy, mask);
    const throughOutput = mul(mul(dOutput, o), oneMinus(square(squashed)));
    const dCell = mul(after?.carry ? add(throughOutput, after.carry) : throughOutput, mask);
    const sigmoidSlope = (gate: Tensor) => mul(gate, oneMinus(gate));
    const dSums = concat<Tensor2D>(
      [
        mul(mul(dCell, candidate), sigmoidSlope(i)),
        mul(mul(dCell, before.saved.cells), sigmoidSlope(f)),
        mul(mul(dCell, i), oneMinus(square(candidate))),
        mul(mul(dOutput, squashed), sigmoidSlope(o)),
      ],
      1,
    );
    return { dSums, dOutput: matMul(dSums, recurrentKernel, false, true), carry: mul<Tensor2D>(dCell, f) };
  },
};

export const kernels = recurrentFallback(lstmOp, cell);
