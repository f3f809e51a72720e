/** The GRU of `op.ts` in plain float64 loops: slow, readable, and what every kernel is checked against. */
import {
  addOuter,
  addProduct,
  addTransposed,
  rowsOf,
  sigmoid,
  steps,
} from '../helpers/recurrent/reference.ts';
import type {
  RecurrentGradient,
  RecurrentReferenceGradInput,
  RecurrentReferenceInput,
  RecurrentReferenceOutput,
} from '../helpers/recurrent/reference.ts';

/** Forward. `gates` are z, r, h̃ [B,T,3H]. Shapes: see `RecurrentReferenceInput`. */
export function gruReference(input: RecurrentReferenceInput): RecurrentReferenceOutput {
  const { x, kernel, recurrentKernel, bias, batch, time, inputs, hidden } = input;
  const sequence = new Float64Array(batch * time * hidden);
  const gates = new Float64Array(batch * time * 3 * hidden);
  for (const { at, before } of steps(input)) {
    const h = rowsOf(sequence, before, hidden);
    const sums = gates.subarray(at * 3 * hidden, (at + 1) * 3 * hidden);
    const [z, r, candidate] = [0, 1, 2].map((g) => sums.subarray(g * hidden, (g + 1) * hidden));
    sums.set(bias);
    addProduct(sums, x.subarray(at * inputs, (at + 1) * inputs), kernel, 0);
    addProduct(sums.subarray(0, 2 * hidden), h, recurrentKernel, 0);
    for (let k = 0; k < 2 * hidden; k++) sums[k] = sigmoid(sums[k]);
    const reset = h.map((value, k) => r[k] * value);
    addProduct(candidate, reset, recurrentKernel, 2 * hidden);
    for (let k = 0; k < hidden; k++) {
      candidate[k] = Math.tanh(candidate[k]);
      sequence[at * hidden + k] = z[k] * h[k] + (1 - z[k]) * candidate[k];
    }
  }
  return { sequence, gates };
}

/** Backward through time, from what the forward pass saved. */
export function gruReferenceGrad(input: RecurrentReferenceGradInput): RecurrentGradient {
  const { x, kernel, recurrentKernel, batch, time, inputs, hidden, sequence, gates, dy } = input;
  const dx = new Float64Array(batch * time * inputs);
  const dKernel = new Float64Array(kernel.length);
  const dRecurrentKernel = new Float64Array(recurrentKernel.length);
  const dBias = new Float64Array(3 * hidden);
  let dh = new Float64Array(hidden);
  for (const { at, before, isLast } of [...steps(input)].toReversed()) {
    if (isLast) dh = new Float64Array(hidden);
    const h = rowsOf(sequence, before, hidden);
    const [z, r, candidate] = [0, 1, 2].map((g) => rowsOf(gates, at * 3 + g, hidden));
    const dOutput = dh.map((value, k) => value + dy[at * hidden + k]);
    const dz = new Float64Array(3 * hidden);
    for (let k = 0; k < hidden; k++) {
      dz[k] = dOutput[k] * (h[k] - candidate[k]) * z[k] * (1 - z[k]);
      dz[2 * hidden + k] = dOutput[k] * (1 - z[k]) * (1 - candidate[k] ** 2);
    }
    const dReset = new Float64Array(hidden);
    addTransposed(dReset, dz.subarray(2 * hidden), recurrentKernel, 2 * hidden);
    for (let k = 0; k < hidden; k++) dz[hidden + k] = dReset[k] * h[k] * r[k] * (1 - r[k]);
    dh = dOutput.map((value, k) => value * z[k] + dReset[k] * r[k]);
    addTransposed(dh, dz.subarray(0, 2 * hidden), recurrentKernel, 0);
    addTransposed(dx.subarray(at * inputs, (at + 1) * inputs), dz, kernel, 0);
    addOuter(dKernel, x.subarray(at * inputs, (at + 1) * inputs), dz, 0);
    addOuter(dRecurrentKernel, h, dz.subarray(0, 2 * hidden), 0);
    const reset = h.map((value, k) => r[k] * value);
    addOuter(dRecurrentKernel, reset, dz.subarray(2 * hidden), 2 * hidden);
    for (let k = 0; k < dz.length; k++) dBias[k] += dz[k];
  }
  return { dx, dKernel, dRecurrentKernel, dBias };
}
