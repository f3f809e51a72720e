/** The parity tests of clipping and of the optimizers' updates. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Random } from '../../data/random.ts';
import { gradientScale } from '../clip/op.ts';
import { gradientScaleReference } from '../clip/reference.ts';
import { updateParameter } from '../optimizers/op.ts';
import { updateReference } from '../optimizers/reference.ts';
import { formulas } from '../optimizers/registry.ts';
import type { OptimizerName } from '../optimizers/registry.ts';
import { stepNumbers } from '../optimizers/step.ts';
import { drawValues } from './cases.ts';
import {
  caseRandom,
  expectClose,
  expectNoGrowth,
  expectSameBits,
  outputsOf,
  upload,
  using,
} from './harness.ts';
import type { ParityContext } from './harness.ts';

export function clipParity(context: ParityContext): void {
  const sizes = [[5], [1, 1], [37, 29], [300, 257], [4, 3]];
  const count = (shape: number[]) => shape.reduce((product, length) => product * length, 1);
  describe('clip', () => {
    it.each([0, 0.5, 1e6])('scale and norm of gradients together, maxNorm %d', async (maxNorm) => {
      const random = caseRandom(context, 700);
      const gradients = sizes.map((shape, n) =>
        drawValues(random, count(shape), n === 4 ? 0 : 10 ** (n - 2)),
      );
      await using(
        gradients.map((values, n) => upload(values, sizes[n])),
        async (tensors) => {
          const run = (): Tensor[] => [gradientScale(tensors, maxNorm)];
          const [actual] = await outputsOf(run, [[2], [1]]);
          const [scale, norm] = gradientScaleReference(gradients, maxNorm);
          expectClose(context, [actual.slice(0, 1)], { scale: Float64Array.of(scale) }, 1e-30);
          expectClose(context, [actual.slice(1)], { norm: Float64Array.of(norm) });
          await expectNoGrowth(run);
        },
      );
    });

    it('takes gradients that are all 0', async () => {
      await using([upload(new Float64Array(3), [3])], async (tensors) => {
        const [actual] = await outputsOf(() => [gradientScale(tensors, 1)], [[2]]);
        expectSameBits(context, [actual], [[1, 0]]);
      });
    });
  });
}

/** Slots that are means of squares: never below 0. */
const squares: ReadonlySet<string> = new Set(['v', 'accumulatedGradient', 'accumulatedDelta', 'meanSquare']);

/** Parameter, gradient and slots; every fifth row of the gradient and its slots is 0, as in an embedding. */
function drawState(random: Random, slots: readonly string[], size: number): Record<string, Float64Array> {
  const idle = (i: number) => Math.floor(i / 7) % 5 === 4;
  const draw = (name: string) => {
    const values = drawValues(random, size).map((value) => (squares.has(name) ? Math.abs(value) : value));
    return name === 'parameter' ? values : values.map((value, i) => (idle(i) ? 0 : value));
  };
  return Object.fromEntries(['parameter', 'gradient', ...slots].map((name) => [name, draw(name)]));
}

const shapes = [[1], [5], [33, 7], [129, 65], [2, 3, 5]];

/** The parity tests of one optimizer's update. */
export function optimizerParity(context: ParityContext, name: OptimizerName): void {
  const formula = formulas[name];
  const { slots } = formula;
  const numbersFor = (l2: number) => stepNumbers(formula, { learningRate: 0.01, l2, step: 3 });
  describe(name, () => {
    const variants = shapes.flatMap((shape, n) => [
      { shape, l2: 0, scale: 1, stream: 800 + n },
      { shape, l2: 0.01, scale: 0.3, stream: 820 + n },
    ]);
    it.each(variants)('$shape, l2 $l2, clipped to $scale', async ({ shape, l2, scale, stream }) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const drawn = drawState(caseRandom(context, stream), slots, size);
      const names = Object.keys(drawn);
      const tensors = [
        ...names.map((key) => upload(drawn[key], shape)),
        upload(Float64Array.of(scale, 9), [2]),
      ];
      await using(tensors, async () => {
        const inputs = Object.fromEntries([...names, 'scale'].map((key, i) => [key, tensors[i]]));
        const numbers = numbersFor(l2);
        const run = () => updateParameter(name, inputs, numbers);
        const actual = await outputsOf(run, [shape, shape, shape]);
        const expected = updateReference(formula, drawn, { ...numbers, scale });
        expectClose(context, actual, expected);
        // The step itself, which is small next to the parameter.
        const step = (next: ArrayLike<number>) => drawn['parameter'].map((value, i) => next[i] - value);
        const moved = [Float32Array.from(step(actual[0]))];
        expectClose({ ...context, tolerance: context.tolerance * 10 }, moved, {
          step: step(expected['parameter']),
        });
        expectSameBits(context, await outputsOf(run, [shape]), actual);
        const after = await Promise.all(tensors.map((one) => one.data<'float32'>()));
        expectSameBits(
          context,
          after,
          names.map((key) => drawn[key]),
        );
        if (size === 5) await expectNoGrowth(run);
      });
    });

    it('leaves elements without gradient, state or L2 as they are', async () => {
      const parameter = drawValues(caseRandom(context, 840), 70);
      const idle = new Float64Array(70);
      const names = ['parameter', 'gradient', ...slots, 'scale'];
      const values = names.map((key) =>
        key === 'parameter' ? parameter : key === 'scale' ? Float64Array.of(1, 0) : idle,
      );
      await using(
        values.map((value) => upload(value, [value.length])),
        async (tensors) => {
          const inputs = Object.fromEntries(names.map((key, i) => [key, tensors[i]]));
          const actual = await outputsOf(
            () => updateParameter(name, inputs, numbersFor(0)),
            [[70], [70], [70]],
          );
          expect(actual).toHaveLength(1 + slots.length);
          expectSameBits(context, actual, [parameter, ...slots.map(() => idle)]);
        },
      );
    });
  });
}
