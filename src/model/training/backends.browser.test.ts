/** What must hold on every backend, whatever it computes with. */
import { describe, expect, it } from 'vitest';
import { computeBackends } from '../../contract/settings.ts';
import { chooseBackend } from '../backends/choose.ts';
import type { ComputeBackend } from '../backends/handle.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { chooseBuckets, planBatches } from '../data/index.ts';
import { heldWhileTraining } from '../testing/held-memory.ts';
import { smallNetwork } from '../testing/small-network.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { Stepper } from './stepper.ts';

const config = smallNetwork;

interface Trained {
  losses: number[];
  norms: number[];
  parameters: Map<string, Float32Array>;
}

/** So many steps over the same few batches. */
async function trainSteps(backend: ComputeBackend, settings: RunConfig, steps: number): Promise<Trained> {
  const data = await tinyData(settings, 150);
  const { handle } = await chooseBackend(backend, null);
  const { batchSize, seed } = settings;
  const buckets = chooseBuckets([data.train]);
  const plans = planBatches(data.train, { batchSize, buckets, shuffle: true, seed, epoch: 1 });
  const stepper = new Stepper(settings, data);
  for (let i = 0; i < steps; i++) stepper.run(plans[i % plans.length]);
  const read = await stepper.pending.read();
  const parameters = await stepper.networks.read();
  stepper.dispose();
  handle.dispose();
  return { losses: read.map((step) => step.loss), norms: read.map((step) => step.gradientNorm), parameters };
}

const steps = 30;
const results = new Map<ComputeBackend, Trained>();
const trained = async (backend: ComputeBackend) => {
  const known = results.get(backend) ?? (await trainSteps(backend, config, steps));
  results.set(backend, known);
  return known;
};

describe.each(computeBackends)('%s', (backend) => {
  it('gives the same bits for the same seed', async () => {
    const [first, second] = [await trained(backend), await trainSteps(backend, config, steps)];
    expect(second.losses).toEqual(first.losses);
    expect(second.parameters).toEqual(first.parameters);
  });

  it.each([
    ['a network', config],
    ['an ensemble', { ...config, ensembleSize: 2 }],
  ])('holds no more memory after 100 steps of %s than after 20', async (_, settings) => {
    const held = await heldWhileTraining(backend, settings, 100, 20);
    expect(held.at(-1)).toEqual(held[0]);
  });

  it('has in an ensemble the network that it trains alone, and tells the mean of the figures', async () => {
    const alone = await trained(backend);
    const both = await trainSteps(backend, { ...config, ensembleSize: 2 }, steps);
    for (const [name, values] of alone.parameters) expect(both.parameters.get(name)).toEqual(values);
    expect(both.losses).toHaveLength(steps);
    expect(both.losses.every(Number.isFinite)).toBe(true);
    expect(both.losses).not.toEqual(alone.losses);
  });
});

/**
 * Float32 sums in another order differ by about 1e-7 relative; thirty steps of Adam, which divides small
 * gradients by their own size, let that grow. Measured: below 1e-4 after thirty steps.
 */
const curveTolerance = 1e-3;

it.each(['webgpu', 'webgl'] as const)('%s draws the same loss curve as wasm', async (backend) => {
  const [mine, wasm] = [await trained(backend), await trained('wasm')];
  const largest = (a: number[], b: number[]) =>
    Math.max(...a.map((value, i) => Math.abs(value - b[i]) / Math.abs(b[i])));
  expect(mine.losses).toHaveLength(steps);
  expect(largest(mine.losses, wasm.losses)).toBeLessThan(curveTolerance);
  // The first step's norm has nothing to grow from.
  expect(largest(mine.norms.slice(0, 1), wasm.norms.slice(0, 1))).toBeLessThan(1e-4);
});
