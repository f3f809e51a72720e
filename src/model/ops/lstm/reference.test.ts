import { describe, expect, it } from 'vitest';
import { relativeError } from '../helpers/differences.ts';
import { lstmReference, lstmReferenceGrad } from './reference.ts';

/** One row of two words, one number a word, one cell. */
function example() {
  return {
    x: Float64Array.of(0.5, -1),
    lengths: Int32Array.of(2),
    kernel: Float64Array.of(0.1, 0.2, 0.3, 0.4),
    recurrentKernel: Float64Array.of(0.5, -0.5, 0.25, -0.25),
    bias: Float64Array.of(0, 1, 0, 0),
    dy: Float64Array.of(0, 1),
    ...{ batch: 1, time: 2, inputs: 1, hidden: 1, reverse: false },
  };
}

describe('lstmReference', () => {
  it('computes one cell by hand', () => {
    const input = example();
    const s = (v: number) => 1 / (1 + Math.exp(-v));
    const c1 = s(0.05) * Math.tanh(0.15);
    const h1 = s(0.2) * Math.tanh(c1);
    const c2 = s(-0.2 + 1 - 0.5 * h1) * c1 + s(-0.1 + 0.5 * h1) * Math.tanh(-0.3 + 0.25 * h1);
    const h2 = s(-0.4 - 0.25 * h1) * Math.tanh(c2);
    expect(relativeError(lstmReference(input).sequence, [h1, h2])).toBeLessThan(1e-15);
  });

  it('gives the digits of the example in docs/lstm.md', () => {
    const input = example();
    const forward = lstmReference(input);
    const gradient = lstmReferenceGrad({ ...input, ...forward });
    const digits = (values: Float64Array) => Array.from(values, (value) => Number(value.toFixed(4)));
    expect(digits(forward.gates)).toEqual([0.5125, 0.7503, 0.1489, 0.5498, 0.4802, 0.6855, -0.2817, 0.3988]);
    expect(digits(forward.cells)).toEqual([0.0763, -0.083]);
    expect(digits(forward.sequence)).toEqual([0.0419, -0.033]);
    expect(digits(gradient.dx)).toEqual([0.0447, 0.0431]);
    expect(digits(gradient.dKernel)).toEqual([0.0332, -0.0065, -0.1028, 0.0201]);
    expect(digits(gradient.dRecurrentKernel)).toEqual([-0.0012, 0.0003, 0.0073, -0.0008]);
    expect(digits(gradient.dBias)).toEqual([-0.0171, 0.0065, 0.3198, -0.0193]);
  });
});
