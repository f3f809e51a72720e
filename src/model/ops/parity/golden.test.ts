import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { registerFallback } from '../../backends/fallback.ts';
import { gradientScaleReference } from '../clip/reference.ts';
import { relativeError } from '../helpers/differences.ts';
import { updateReference } from '../optimizers/reference.ts';
import { formulas } from '../optimizers/registry.ts';
import type { OptimizerName } from '../optimizers/registry.ts';
import { goldenStep } from './golden-reference.ts';
import type { Values } from './golden-reference.ts';
import { goldenNetworks, goldenNumbers, goldenOptimizers, goldenRun } from './golden-values.ts';
import { describeGolden } from './golden.ts';

/** Float64 on both sides; the file has twelve digits. */
const tolerance = 1e-9;

function makeSlots(optimizer: OptimizerName, values: number[]): Values {
  const slots = formulas[optimizer].slots.map((name) => [name, new Float64Array(values.length)]);
  return { ...Object.fromEntries(slots), parameter: Float64Array.from(values) };
}

describe('references against PyTorch', () => {
  it.each(goldenOptimizers)('$optimizer, l2 $l2, clipped at $maxNorm', (golden) => {
    const formula = formulas[golden.optimizer];
    let slots = goldenRun.start.map((values) => makeSlots(golden.optimizer, values));
    goldenRun.gradients.forEach((gradient, index) => {
      const values = gradient.map((one) => Float64Array.from(one));
      const [scale] = gradientScaleReference(values, golden.maxNorm);
      const numbers = { ...goldenNumbers(golden, golden.l2, index + 1), scale };
      slots = slots.map((slot, n) => updateReference(formula, { ...slot, gradient: values[n] }, numbers));
      const last = index === goldenRun.gradients.length - 1;
      const expected = index === 0 ? golden.afterOne : last ? golden.afterAll : [];
      expected.forEach((one, n) => expect(relativeError(slots[n]['parameter'], one)).toBeLessThan(tolerance));
    });
  });

  it.each(goldenNetworks)('network, $pooling, $loss, $optimizer', (golden) => {
    const names = Object.keys(golden.parameters);
    const formula = formulas[golden.optimizer];
    let slots = names.map((name) => makeSlots(golden.optimizer, golden.parameters[name].values));
    const [losses, norms]: [number[], number[]] = [[], []];
    for (let step = 1; step <= golden.losses.length; step++) {
      const values = Object.fromEntries(names.map((name, n) => [name, slots[n]['parameter']]));
      const { loss, gradients } = goldenStep(golden, values);
      losses.push(loss);
      if (step === 1)
        for (const name of names)
          expect(relativeError(gradients[name], golden.gradients[name].values), name).toBeLessThan(tolerance);
      const [scale, norm] = gradientScaleReference(Object.values(gradients), golden.maxNorm);
      norms.push(norm);
      const numbers = { ...goldenNumbers(golden, 0, step), scale };
      slots = slots.map((slot, n) =>
        updateReference(formula, { ...slot, gradient: gradients[names[n]] }, numbers),
      );
    }
    expect(relativeError(losses, golden.losses)).toBeLessThan(tolerance);
    expect(relativeError(norms, golden.gradientNorms)).toBeLessThan(tolerance);
  });
});

describeGolden('fallback on cpu', async () => {
  await setBackend('cpu');
  registerFallback('cpu');
});
