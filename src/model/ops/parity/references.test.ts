/** The float64 references of all recurrent cells: their gradients against finite differences of their own forward. */
import { describe, expect, it } from 'vitest';
import { finiteDifferences, randomSource, relativeError, weightedSum } from '../helpers/differences.ts';
import { cellReferences } from '../../network/cell-references.ts';
import { cellNames, cells } from '../../network/cells.ts';

describe.each(cellNames)('the reference of %s', (cell) => {
  const gates = cells[cell].gates.length;
  const reference = cellReferences[cell].whole;

  function example(seed: number, reverse: boolean, lengths: number[], time: number) {
    const random = randomSource(seed);
    const [batch, inputs, hidden] = [lengths.length, 3, 4];
    return {
      x: random(batch * time * inputs, 2),
      lengths: Int32Array.from(lengths),
      kernel: random(inputs * gates * hidden),
      recurrentKernel: random(hidden * gates * hidden),
      bias: random(gates * hidden),
      dy: random(batch * time * hidden),
      ...{ batch, time, inputs, hidden, reverse },
    };
  }

  describe.each([{ reverse: false }, { reverse: true }])('reverse $reverse', ({ reverse }) => {
    it.each([1, 2, 3])('has the gradient that finite differences give (seed %i)', (seed) => {
      const input = example(seed, reverse, [0, 1, 5, 3], 5);
      const gradient = reference(input);
      const loss = () => weightedSum(reference(input).sequence, input.dy);
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
      const lengths = [0, 2, 4];
      const input = example(4, reverse, lengths, 4);
      const { sequence, dx } = reference(input);
      const { time, inputs, hidden } = input;
      lengths.forEach((length, b) => {
        const padding = (values: Float64Array, width: number) =>
          values.slice((b * time + length) * width, (b + 1) * time * width);
        expect(padding(sequence, hidden).some(Boolean)).toBe(false);
        expect(padding(dx, inputs).some(Boolean)).toBe(false);
        const valid = sequence.slice(b * time * hidden, (b * time + length) * hidden);
        expect(valid.every((value) => value !== 0)).toBe(true);
      });
    });

    it('does not look at what stands in the padding', () => {
      const input = example(5, reverse, [1, 3], 4);
      const changed = { ...input, x: input.x.slice(), dy: input.dy.slice() };
      changed.x.fill(77, 1 * input.inputs, 4 * input.inputs);
      changed.dy.fill(77, 1 * input.hidden, 4 * input.hidden);
      expect(reference(changed)).toEqual(reference(input));
    });
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
    const turned = reference({ ...input, x: turn(input.x, inputs), reverse: false }).sequence;
    expect(turn(turned, hidden)).toEqual(reference(input).sequence);
  });

  it('stays finite where gates are saturated', () => {
    for (const size of [89, 1e4]) {
      const input = example(7, false, [3], 3);
      input.bias.forEach((_, i) => (input.bias[i] = i % 2 ? size : -size));
      for (const values of Object.values(reference(input))) expect(values.every(Number.isFinite)).toBe(true);
    }
  });
});
