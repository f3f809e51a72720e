import { describe, expect, it } from 'vitest';
import { finiteDifferences, randomSource, relativeError, weightedSum } from '../helpers/differences.ts';
import { lstmReference, lstmReferenceGrad } from './reference.ts';

function example(seed: number, reverse: boolean, lengths: number[], time: number, inputs = 3, hidden = 4) {
  const random = randomSource(seed);
  const batch = lengths.length;
  return {
    x: random(batch * time * inputs, 2),
    lengths: Int32Array.from(lengths),
    kernel: random(inputs * 4 * hidden),
    recurrentKernel: random(hidden * 4 * hidden),
    bias: random(4 * hidden),
    dy: random(batch * time * hidden),
    batch,
    time,
    inputs,
    hidden,
    reverse,
  };
}

describe.each([{ reverse: false }, { reverse: true }])('lstmReference, reverse $reverse', ({ reverse }) => {
  it.each([1, 2, 3])('has the gradient that finite differences give (seed %i)', (seed) => {
    const input = example(seed, reverse, [0, 1, 5, 3], 5);
    const gradient = lstmReferenceGrad({ ...input, ...lstmReference(input) });
    const loss = () => weightedSum(lstmReference(input).sequence, input.dy);
    const pairs = [
      [gradient.dx, input.x],
      [gradient.dKernel, input.kernel],
      [gradient.dRecurrentKernel, input.recurrentKernel],
      [gradient.dBias, input.bias],
    ] as const;
    for (const [analytic, values] of pairs)
      expect(relativeError(analytic, finiteDifferences(values, loss))).toBeLessThan(1e-6);
  });

  it('gives 0 past each row’s length, forwards and backwards', () => {
    const input = example(4, reverse, [0, 2, 4], 4);
    const forward = lstmReference(input);
    const { dx } = lstmReferenceGrad({ ...input, ...forward });
    const { time, inputs, hidden } = input;
    [0, 2, 4].forEach((length, b) => {
      expect(
        forward.sequence.slice((b * time + length) * hidden, (b + 1) * time * hidden).some(Boolean),
      ).toBe(false);
      expect(dx.slice((b * time + length) * inputs, (b + 1) * time * inputs).some(Boolean)).toBe(false);
      const valid = forward.sequence.slice(b * time * hidden, (b * time + length) * hidden);
      expect(valid.every((value) => value !== 0)).toBe(true);
    });
  });

  it('does not look at what stands in the padding', () => {
    const input = example(5, reverse, [1, 3], 4);
    const changed = { ...input, x: input.x.slice(), dy: input.dy.slice() };
    changed.x.fill(77, 1 * input.inputs, 4 * input.inputs);
    changed.dy.fill(77, 1 * input.hidden, 4 * input.hidden);
    expect(lstmReference(changed)).toEqual(lstmReference(input));
    const gradient = lstmReferenceGrad({ ...input, ...lstmReference(input) });
    expect(lstmReferenceGrad({ ...changed, ...lstmReference(changed) })).toEqual(gradient);
  });
});

describe('lstmReference', () => {
  it('computes one cell by hand', () => {
    const input = { ...example(1, false, [2], 2, 1, 1) };
    input.x.set([0.5, -1]);
    input.kernel.set([0.1, 0.2, 0.3, 0.4]);
    input.recurrentKernel.set([0.5, -0.5, 0.25, -0.25]);
    input.bias.set([0, 1, 0, 0]);
    const s = (v: number) => 1 / (1 + Math.exp(-v));
    const c1 = s(0.05) * Math.tanh(0.15);
    const h1 = s(0.2) * Math.tanh(c1);
    const c2 = s(-0.2 + 1 - 0.5 * h1) * c1 + s(-0.1 + 0.5 * h1) * Math.tanh(-0.3 + 0.25 * h1);
    const h2 = s(-0.4 - 0.25 * h1) * Math.tanh(c2);
    expect(relativeError(lstmReference(input).sequence, [h1, h2])).toBeLessThan(1e-15);
  });

  it('gives the digits of the example in docs/lstm.md', () => {
    const input = { ...example(1, false, [2], 2, 1, 1), dy: Float64Array.of(0, 1) };
    input.x.set([0.5, -1]);
    input.kernel.set([0.1, 0.2, 0.3, 0.4]);
    input.recurrentKernel.set([0.5, -0.5, 0.25, -0.25]);
    input.bias.set([0, 1, 0, 0]);
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

  it('reversed, is the forward pass over each row turned around', () => {
    const input = example(6, true, [3, 5], 5);
    const { time, inputs, hidden } = input;
    const turn = (values: Float64Array, width: number) => {
      const turned = new Float64Array(values.length);
      input.lengths.forEach((length, b) => {
        for (let t = 0; t < length; t++) {
          const from = (b * time + length - 1 - t) * width;
          turned.set(values.slice(from, from + width), (b * time + t) * width);
        }
      });
      return turned;
    };
    const turned = lstmReference({ ...input, x: turn(input.x, inputs), reverse: false }).sequence;
    expect(turn(turned, hidden)).toEqual(lstmReference(input).sequence);
  });

  it('stays finite where gates are saturated', () => {
    for (const size of [89, 1e4]) {
      const input = example(7, false, [3], 3);
      input.bias.forEach((_, i) => (input.bias[i] = i % 2 ? size : -size));
      const forward = lstmReference(input);
      const gradient = lstmReferenceGrad({ ...input, ...forward });
      for (const values of [...Object.values(forward), ...Object.values(gradient)])
        expect(values.every(Number.isFinite)).toBe(true);
    }
  });
});
