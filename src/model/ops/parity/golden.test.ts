import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { registerComposition } from '../../backends/composition.ts';
import { adadeltaReference } from '../adadelta/reference.ts';
import { adamReference } from '../adam/reference.ts';
import { gradientScaleReference } from '../clip/reference.ts';
import { relativeError } from '../helpers/differences.ts';
import { rmspropReference } from '../rmsprop/reference.ts';
import { sgdReference } from '../sgd/reference.ts';
import { goldenStep } from './golden-reference.ts';
import type { Values } from './golden-reference.ts';
import {
  goldenNetworks,
  goldenOptimizers,
  goldenRun,
  optimizerStates,
  updateAttrs,
} from './golden-values.ts';
import type { OptimizerName } from './golden-values.ts';
import { describeGolden } from './golden.ts';

/** Float64 on both sides; the file has twelve digits. */
const tolerance = 1e-9;

const references: Record<OptimizerName, (input: never) => object> = {
  adam: adamReference,
  adadelta: adadeltaReference,
  rmsprop: rmspropReference,
  sgd: sgdReference,
};

type Slot = Values & { parameter: Float64Array };

function makeSlot(optimizer: OptimizerName, values: number[]): Slot {
  const states = optimizerStates[optimizer].map((name) => [name, new Float64Array(values.length)]);
  return { ...Object.fromEntries(states), parameter: Float64Array.from(values) };
}

function update(optimizer: OptimizerName, slot: Slot, gradient: Float64Array, attrs: object): Slot {
  return references[optimizer]({ ...slot, gradient, ...attrs } as never) as Slot;
}

describe('references against PyTorch', () => {
  it.each(goldenOptimizers)('$optimizer, l2 $l2, clipped at $maxNorm', (golden) => {
    let slots = goldenRun.start.map((values) => makeSlot(golden.optimizer, values));
    goldenRun.gradients.forEach((gradient, index) => {
      const values = gradient.map((one) => Float64Array.from(one));
      const [scale] = gradientScaleReference(values, golden.maxNorm);
      const attrs = { ...updateAttrs(golden.optimizer, golden.rates, golden.l2, index + 1), scale };
      slots = slots.map((slot, n) => update(golden.optimizer, slot, values[n], attrs));
      const last = index === goldenRun.gradients.length - 1;
      const expected = index === 0 ? golden.afterOne : last ? golden.afterAll : [];
      expected.forEach((one, n) => expect(relativeError(slots[n].parameter, one)).toBeLessThan(tolerance));
    });
  });

  it.each(goldenNetworks)('network, $pooling, $loss, $optimizer', (golden) => {
    const names = Object.keys(golden.parameters);
    let slots = names.map((name) => makeSlot(golden.optimizer, golden.parameters[name].values));
    const [losses, norms]: [number[], number[]] = [[], []];
    for (let step = 1; step <= golden.losses.length; step++) {
      const values = Object.fromEntries(names.map((name, n) => [name, slots[n].parameter]));
      const { loss, gradients } = goldenStep(golden, values);
      losses.push(loss);
      if (step === 1)
        for (const name of names)
          expect(relativeError(gradients[name], golden.gradients[name].values), name).toBeLessThan(tolerance);
      const [scale, norm] = gradientScaleReference(Object.values(gradients), golden.maxNorm);
      norms.push(norm);
      const attrs = { ...updateAttrs(golden.optimizer, golden.rates, 0, step), scale };
      slots = slots.map((slot, n) => update(golden.optimizer, slot, gradients[names[n]], attrs));
    }
    expect(relativeError(losses, golden.losses)).toBeLessThan(tolerance);
    expect(relativeError(norms, golden.gradientNorms)).toBeLessThan(tolerance);
  });
});

describeGolden('composition on cpu', async () => {
  await setBackend('cpu');
  registerComposition('cpu');
});
