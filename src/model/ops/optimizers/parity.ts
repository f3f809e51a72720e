/** The parity tests of the optimizers' updates. */
import { describe, expect, it } from 'vitest';
import type { Random } from '../../data/random.ts';
import { updateParameter } from './op.ts';
import { updateReference } from './reference.ts';
import { formulas, optimizerNames } from './registry.ts';
import type { OptimizerName } from './registry.ts';
import { stepNumbers } from './step.ts';
import { drawValues } from '../parity/cases.ts';
import {
  caseRandom,
  expectClose,
  expectNoGrowth,
  expectSameBits,
  outputsOf,
  upload,
  using,
} from '../parity/harness.ts';
import type { ParityContext } from '../parity/harness.ts';

export function parity(context: ParityContext): void {
  for (const name of optimizerNames) optimizerParity(context, name);
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

/** Of one optimizer. */
function optimizerParity(context: ParityContext, name: OptimizerName): void {
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
