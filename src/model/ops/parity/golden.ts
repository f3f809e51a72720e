/** A backend's ops against the golden values of PyTorch. */
import { engine } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradientScale } from '../clip/op.ts';
import { dense } from '../dense/op.ts';
import { embedding } from '../embedding/op.ts';
import { relativeError } from '../helpers/differences.ts';
import { join } from '../join/op.ts';
import { lossMetrics } from '../loss/op.ts';
import { lstm } from '../lstm/op.ts';
import { updateParameter } from '../optimizers/op.ts';
import { formulas } from '../optimizers/registry.ts';
import type { OptimizerName } from '../optimizers/registry.ts';
import type { StepNumbers } from '../optimizers/step.ts';
import { pool } from '../pooling/op.ts';
import {
  goldenNetworks,
  goldenNumbers,
  goldenOptimizers,
  goldenRun,
  goldenTokens,
  layerPrefixes,
} from './golden-values.ts';
import type { GoldenNetwork } from './golden-values.ts';
import { upload, uploadInts } from './harness.ts';

/** Float32 against float64, a hundred steps deep at most; relative to the largest value of a tensor. */
const tolerance = 1e-4;

/** One parameter and what its optimizer keeps for it. */
interface Slot {
  parameter: Tensor;
  states: Tensor[];
}

function makeSlot(optimizer: OptimizerName, values: number[], shape: number[]): Slot {
  const zeros = () => upload(new Float64Array(values.length), shape);
  return {
    parameter: upload(Float64Array.from(values), shape),
    states: formulas[optimizer].slots.map(zeros),
  };
}

/** Clips and updates all parameters; returns [scale, norm]. The old tensors are disposed of. */
function update(
  optimizer: OptimizerName,
  slots: Slot[],
  gradients: Tensor[],
  maxNorm: number,
  numbers: StepNumbers,
): Tensor1D {
  const scale = gradientScale(gradients, maxNorm);
  slots.forEach((slot, n) => {
    const inputs: Record<string, Tensor> = { parameter: slot.parameter, gradient: gradients[n], scale };
    formulas[optimizer].slots.forEach((name, s) => (inputs[name] = slot.states[s]));
    const [parameter, ...states] = updateParameter(optimizer, inputs, numbers);
    [slot.parameter, ...slot.states].forEach((old) => old.dispose());
    Object.assign(slot, { parameter, states });
  });
  return scale;
}

async function expectParameters(slots: Slot[], expected: number[][]): Promise<void> {
  for (const [n, values] of expected.entries())
    expect(relativeError(await slots[n].parameter.data(), values)).toBeLessThan(tolerance);
}

function optimizerTests(): void {
  const { shapes, start, gradients } = goldenRun;
  const named = goldenOptimizers.map((golden) => ({ ...golden, steps: gradients.length }));
  it.each(named)('$optimizer, l2 $l2, clipped at $maxNorm: 1 and $steps steps', async (golden) => {
    const slots = start.map((values, n) => makeSlot(golden.optimizer, values, shapes[n]));
    for (const [index, gradient] of gradients.entries()) {
      const numbers = goldenNumbers(golden, golden.l2, index + 1);
      const tensors = gradient.map((values, n) => upload(Float64Array.from(values), shapes[n]));
      update(golden.optimizer, slots, tensors, golden.maxNorm, numbers).dispose();
      tensors.forEach((one) => one.dispose());
      if (index === 0) await expectParameters(slots, golden.afterOne);
    }
    await expectParameters(slots, golden.afterAll);
    slots.forEach((slot) => [slot.parameter, ...slot.states].forEach((one) => one.dispose()));
  });
}

/** The tensors of a golden network that stay the same from step to step. */
function uploadInput(golden: GoldenNetwork) {
  const { ids, sortedIds, order, time } = goldenTokens(golden);
  const batch = golden.lengths.length;
  return {
    ids: uploadInts<Tensor2D>(ids, [batch, time]),
    sortedIds: uploadInts<Tensor1D>(sortedIds, [batch * time]),
    order: uploadInts<Tensor1D>(order, [batch * time]),
    lengths: uploadInts<Tensor1D>(Int32Array.from(golden.lengths), [batch]),
    labels: upload<Tensor1D>(Float64Array.from(golden.labels), [batch]),
    weights: upload<Tensor1D>(new Float64Array(batch).fill(1), [batch]),
  };
}

type Input = ReturnType<typeof uploadInput>;

/** Metrics [3] of the network with these parameters. */
function forward(golden: GoldenNetwork, input: Input, parameters: Record<string, Tensor>): Tensor1D {
  const { lengths, labels, weights } = input;
  let x: Tensor3D = embedding(input, parameters['embedding'] as Tensor2D);
  golden.layerSizes.forEach((_, n) => {
    const sequences = layerPrefixes(n + 1, golden.bidirectional).map((prefix, direction) => {
      const [kernel, recurrentKernel] = ['kernel', 'recurrentKernel'].map(
        (name) => parameters[`${prefix}.${name}`] as Tensor2D,
      );
      const bias = parameters[`${prefix}.bias`] as Tensor1D;
      return lstm(x, lengths, { kernel, recurrentKernel, bias }, { reverse: direction === 1 });
    });
    x = join(sequences);
  });
  const modes = golden.pooling === 'last' ? (['last'] as const) : (['mean', 'max'] as const);
  const features = join(modes.map((mode) => pool(x, lengths, mode)));
  const logits = dense(
    features,
    parameters['dense.kernel'] as Tensor2D,
    parameters['dense.bias'] as Tensor1D,
  );
  return lossMetrics(logits, labels, weights, golden.loss);
}

function networkTests(): void {
  const name = ({ layerSizes, bidirectional, pooling, loss, optimizer }: GoldenNetwork) =>
    `${bidirectional ? 'bidirectional ' : ''}${layerSizes.join('-')}, ${pooling}, ${loss}, ${optimizer}`;
  it.each(goldenNetworks.map((golden) => [name(golden), golden] as const))('%s', async (_, golden) => {
    const names = Object.keys(golden.parameters);
    const slots = names.map((key) =>
      makeSlot(golden.optimizer, golden.parameters[key].values, golden.parameters[key].shape),
    );
    const input = uploadInput(golden);
    const dy = upload<Tensor1D>(Float64Array.of(1, 0, 0), [3]);
    const [losses, norms]: [number[], number[]] = [[], []];
    for (let step = 1; step <= golden.losses.length; step++) {
      const parameters = slots.map((slot) => slot.parameter);
      const run = () =>
        forward(golden, input, Object.fromEntries(names.map((key, n) => [key, parameters[n]])));
      const { value, grads } = engine().gradients(run, parameters, dy);
      losses.push((await value.data())[0]);
      if (step === 1)
        for (const [n, key] of names.entries()) {
          const error = relativeError(await grads[n].data(), golden.gradients[key].values);
          expect(error, `gradient of ${key}`).toBeLessThan(tolerance);
        }
      const numbers = goldenNumbers(golden, 0, step);
      const scale = update(golden.optimizer, slots, grads, golden.maxNorm, numbers);
      norms.push((await scale.data())[1]);
      [value, scale, ...grads].forEach((one) => one.dispose());
    }
    expect(relativeError(losses, golden.losses)).toBeLessThan(tolerance);
    expect(relativeError(norms, golden.gradientNorms)).toBeLessThan(tolerance * 10);
    slots.forEach((slot) => [slot.parameter, ...slot.states].forEach((one) => one.dispose()));
    [...Object.values(input), dy].forEach((one) => one.dispose());
  });
}

/**
 * Registers the golden tests for a backend: one and a hundred steps of each optimizer, and small networks
 * in training for ten steps, with every gradient of the first.
 */
export function describeGolden(backendName: string, setup: () => Promise<void>): void {
  describe(`${backendName} against PyTorch`, () => {
    beforeAll(setup);
    describe('optimizers', () => optimizerTests());
    describe('networks', () => networkTests());
  });
}
