/** The GRU's timestep of builtin tfjs ops. */
import { add, concat, matMul, mul, sigmoid, slice, split, square, sub, tanh } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { oneMinus, recurrentFallback } from '../helpers/recurrent/fallback.ts';
import type { FallbackCell } from '../helpers/recurrent/fallback.ts';
import { gruOp } from './signature.ts';

/** The columns of z and r, and those of h̃. */
function divided(x: Tensor2D): [zr: Tensor2D, candidate: Tensor2D] {
  const [rows, columns] = x.shape;
  const hidden = columns / 3;
  return [slice(x, [0, 0], [rows, 2 * hidden]), slice(x, [0, 2 * hidden], [rows, hidden])];
}

const sigmoidSlope = (gate: Tensor) => mul(gate, oneMinus(gate));

const cell: FallbackCell<'gates'> = {
  forward(inputSum, before, recurrentKernel, mask) {
    const [sums, candidateSum] = divided(inputSum);
    const [ofGates, ofCandidate] = divided(recurrentKernel);
    const zr = sigmoid<Tensor2D>(before ? add(sums, matMul(before.output, ofGates)) : sums);
    const [z, r] = split<Tensor2D>(zr, 2, 1);
    const reset = before && matMul(mul<Tensor2D>(r, before.output), ofCandidate);
    const candidate = tanh<Tensor2D>(reset ? add(candidateSum, reset) : candidateSum);
    const written = mul(oneMinus(z), candidate);
    const output = mul<Tensor2D>(before ? add(mul(z, before.output), written) : written, mask);
    return { output, saved: { gates: concat([zr, candidate], 1) } };
  },

  backward({ saved: { gates }, before, dy, mask }, after, recurrentKernel) {
    const [z, r, candidate] = split<Tensor2D>(gates, 3, 1);
    const [ofGates, ofCandidate] = divided(recurrentKernel);
    const dOutput = mul(after ? add(dy, after.dOutput) : dy, mask);
    const dCandidate = mul<Tensor2D>(mul(dOutput, oneMinus(z)), oneMinus(square(candidate)));
    const dReset = matMul(dCandidate, ofCandidate, false, true);
    const dUpdate = mul<Tensor2D>(mul(dOutput, sub(before.output, candidate)), sigmoidSlope(z));
    const dResetGate = mul<Tensor2D>(mul(dReset, before.output), sigmoidSlope(r));
    const dGates = concat<Tensor2D>([dUpdate, dResetGate], 1);
    const direct = add(mul(dOutput, z), mul(dReset, r));
    return {
      dSums: concat([dGates, dCandidate], 1),
      dOutput: add(direct, matMul(dGates, ofGates, false, true)),
    };
  },

  recurrentGradient(dSums, outputsBefore, { gates }) {
    const [dGates, dCandidate] = divided(dSums);
    const [, r] = split<Tensor2D>(gates, 3, 1);
    const reset = mul<Tensor2D>(r, outputsBefore);
    return concat([matMul(outputsBefore, dGates, true), matMul(reset, dCandidate, true)], 1);
  },
};

export const kernels = recurrentFallback(gruOp, cell);
