/** The simple recurrent layer of `op.ts` in plain float64 loops: what every kernel is checked against. */
import { addOuter, addProduct, addTransposed, rowsOf, steps } from '../helpers/recurrent/reference.ts';
import type {
  RecurrentGradient,
  RecurrentReferenceGradInput,
  RecurrentReferenceInput,
  RecurrentReferenceOutput,
} from '../helpers/recurrent/reference.ts';

/** Forward. `gates` are h once more [B,T,H]. Shapes: see `RecurrentReferenceInput`. */
export function simpleRnnReference(input: RecurrentReferenceInput): RecurrentReferenceOutput {
  const { x, kernel, recurrentKernel, bias, batch, time, inputs, hidden } = input;
  const sequence = new Float64Array(batch * time * hidden);
  for (const { at, before } of steps(input)) {
    const sums = bias.slice();
    addProduct(sums, rowsOf(x, at, inputs), kernel, 0);
    addProduct(sums, rowsOf(sequence, before, hidden), recurrentKernel, 0);
    sequence.set(sums.map(Math.tanh), at * hidden);
  }
  return { sequence, gates: sequence };
}

/** Backward through time, from what the forward pass saved. */
export function simpleRnnReferenceGrad(input: RecurrentReferenceGradInput): RecurrentGradient {
  const { x, kernel, recurrentKernel, batch, time, inputs, hidden, sequence, dy } = input;
  const dx = new Float64Array(batch * time * inputs);
  const dKernel = new Float64Array(kernel.length);
  const dRecurrentKernel = new Float64Array(recurrentKernel.length);
  const dBias = new Float64Array(hidden);
  let dh = new Float64Array(hidden);
  for (const { at, before, isLast } of [...steps(input)].toReversed()) {
    const h = rowsOf(sequence, at, hidden);
    const dz = h.map((value, k) => (dy[at * hidden + k] + (isLast ? 0 : dh[k])) * (1 - value * value));
    dh = new Float64Array(hidden);
    addTransposed(dh, dz, recurrentKernel, 0);
    addTransposed(rowsOf(dx, at, inputs), dz, kernel, 0);
    addOuter(dKernel, rowsOf(x, at, inputs), dz, 0);
    addOuter(dRecurrentKernel, rowsOf(sequence, before, hidden), dz, 0);
    for (let k = 0; k < hidden; k++) dBias[k] += dz[k];
  }
  return { dx, dKernel, dRecurrentKernel, dBias };
}
