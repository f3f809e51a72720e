/** The parity tests of clipping and of the optimizers' updates. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Random } from '../../data/random.ts';
import { adadelta } from '../adadelta/op.ts';
import { adadeltaReference } from '../adadelta/reference.ts';
import { adam } from '../adam/op.ts';
import { adamReference } from '../adam/reference.ts';
import { gradientScale } from '../clip/op.ts';
import { gradientScaleReference } from '../clip/reference.ts';
import { rmsprop } from '../rmsprop/op.ts';
import { rmspropReference } from '../rmsprop/reference.ts';
import { sgd } from '../sgd/op.ts';
import { sgdReference } from '../sgd/reference.ts';
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

/** One optimizer: its op, its reference and its attributes; `states` names what it keeps. */
interface Optimizer {
  states: string[];
  attrs: Record<string, number>;
  op: (inputs: Record<string, Tensor>, attrs: Record<string, number>) => Tensor[];
  reference: (
    values: Record<string, Float64Array>,
    attrs: Record<string, number>,
  ) => Record<string, Float64Array>;
}

const optimizers: Record<string, Optimizer> = {
  adam: {
    states: ['m', 'v'],
    attrs: {
      learningRate: 0.01,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      correction1: 0.271,
      correction2: 0.002997,
    },
    op: (inputs, attrs) => adam(inputs, attrs as never),
    reference: (values, attrs) => ({ ...adamReference({ ...values, ...attrs } as never) }),
  },
  adadelta: {
    states: ['accumulatedGradient', 'accumulatedDelta'],
    attrs: { learningRate: 1, rho: 0.95, epsilon: 1e-6 },
    op: (inputs, attrs) => adadelta(inputs, attrs as never),
    reference: (values, attrs) => ({ ...adadeltaReference({ ...values, ...attrs } as never) }),
  },
  rmsprop: {
    states: ['meanSquare'],
    attrs: { learningRate: 0.01, rho: 0.9, epsilon: 1e-8 },
    op: (inputs, attrs) => rmsprop(inputs, attrs as never),
    reference: (values, attrs) => ({ ...rmspropReference({ ...values, ...attrs } as never) }),
  },
  sgd: {
    states: ['velocity'],
    attrs: { learningRate: 0.1, momentum: 0.9 },
    op: (inputs, attrs) => sgd(inputs, attrs as never),
    reference: (values, attrs) => ({ ...sgdReference({ ...values, ...attrs } as never) }),
  },
};

/** Parameter, gradient and states; every fifth row of the gradient and its states is 0, as in an embedding. */
function drawState(random: Random, states: string[], size: number): Record<string, Float64Array> {
  const idle = (i: number) => Math.floor(i / 7) % 5 === 4;
  const draw = (name: string) => {
    // Running means of squares are not below 0; a momentum may be.
    const signed = name === 'parameter' || name === 'gradient' || name === 'm' || name === 'velocity';
    const values = drawValues(random, size).map((value) => (signed ? value : Math.abs(value)));
    return name === 'parameter' ? values : values.map((value, i) => (idle(i) ? 0 : value));
  };
  return Object.fromEntries(['parameter', 'gradient', ...states].map((name) => [name, draw(name)]));
}

const shapes = [[1], [5], [33, 7], [129, 65], [2, 3, 5]];

/** The parity tests of one optimizer's update. */
export function optimizerParity(context: ParityContext, name: keyof typeof optimizers): void {
  const { states, attrs, op, reference } = optimizers[name];
  describe(name, () => {
    const variants = shapes.flatMap((shape, n) => [
      { shape, l2: 0, scale: 1, stream: 800 + n },
      { shape, l2: 0.01, scale: 0.3, stream: 820 + n },
    ]);
    it.each(variants)('$shape, l2 $l2, clipped to $scale', async ({ shape, l2, scale, stream }) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const drawn = drawState(caseRandom(context, stream), states, size);
      const names = Object.keys(drawn);
      const tensors = [
        ...names.map((key) => upload(drawn[key], shape)),
        upload(Float64Array.of(scale, 9), [2]),
      ];
      await using(tensors, async () => {
        const inputs = Object.fromEntries([...names, 'scale'].map((key, i) => [key, tensors[i]]));
        const run = () => op(inputs, { ...attrs, l2 });
        const actual = await outputsOf(run, [shape, shape, shape]);
        const expected = reference(drawn, { ...attrs, l2, scale });
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
      const names = ['parameter', 'gradient', ...states, 'scale'];
      const values = names.map((key) =>
        key === 'parameter' ? parameter : key === 'scale' ? Float64Array.of(1, 0) : idle,
      );
      await using(
        values.map((value) => upload(value, [value.length])),
        async (tensors) => {
          const inputs = Object.fromEntries(names.map((key, i) => [key, tensors[i]]));
          const actual = await outputsOf(() => op(inputs, { ...attrs, l2: 0 }), [[70], [70], [70]]);
          expect(actual).toHaveLength(1 + states.length);
          expectSameBits(context, actual, [parameter, ...states.map(() => idle)]);
        },
      );
    });
  });
}
