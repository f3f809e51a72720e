/** How often training waits for the device, on one whose reads take long. */
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { selfTest } from '../backends/self-test.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { chooseBuckets, planBatches } from '../data/index.ts';
import type { PreparedData } from '../data/index.ts';
import { onWasm } from '../testing/on-wasm.ts';
import { slowReads } from '../testing/slow-reads.ts';
import type { SlowReads } from '../testing/slow-reads.ts';
import { smallNetwork } from '../testing/small-network.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { evaluate } from './evaluate.ts';
import { PendingMetrics } from './metrics.ts';
import type { StepMetrics } from './metrics.ts';
import type { TrainEvent, TrainingState } from './state.ts';
import { Stepper } from './stepper.ts';
import { train } from './trainer.ts';
import type { TrainResult } from './options.ts';

const readTime = 40;
const config: RunConfig = { ...smallNetwork, epochs: 2, earlyStopping: 0 };

let reads: SlowReads | null = null;
onWasm();
afterEach(() => {
  reads?.restore();
  reads = null;
  vi.restoreAllMocks();
});

function firstPlans(data: PreparedData) {
  const { batchSize, seed } = config;
  const buckets = chooseBuckets([data.train]);
  return planBatches(data.train, { batchSize, buckets, shuffle: true, seed, epoch: 1 });
}

describe('on a device whose reads take long', () => {
  it('a checkpoint waits for one read, however many tensors it holds', async () => {
    const data = await tinyData(config, 100);
    const stepper = new Stepper(config, data);
    for (const plan of firstPlans(data)) stepper.run(plan);
    const quick = await stepper.read();
    reads = slowReads(readTime);
    const [slow, figures] = await Promise.all([stepper.read(), stepper.pending.read()]);
    expect(reads.rounds).toBe(1);
    expect(slow).toEqual(quick);
    expect(slow.slots.size + [...slow.slots.values()].flat().length).toBeGreaterThan(40);
    expect(figures).toHaveLength(5);
    stepper.dispose();
  });

  it('the known-answer test waits for one read', async () => {
    reads = slowReads(readTime);
    expect(await selfTest()).toBeNull();
    expect(reads.rounds).toBe(1);
  });

  it('an evaluation reads one group of batches while it computes the next', async () => {
    const data = await tinyData({ ...config, batchSize: 2, trainShare: 0.1, validationShare: 0.8 }, 600);
    const stepper = new Stepper({ ...config, batchSize: 2 }, data);
    const buckets = chooseBuckets([data.validation]);
    const plain = await evaluate(stepper.networks, data.validation, buckets);
    reads = slowReads(readTime);
    const slow = await evaluate(stepper.networks, data.validation, buckets);
    // 240 batches: 15 groups of 16 would be read in turn.
    expect(data.validation.classes.length).toBe(480);
    expect(reads.rounds).toBeLessThanOrEqual(6);
    expect(slow).toEqual(plain);
    stepper.dispose();
  });
});

interface Ran {
  events: TrainEvent[];
  states: TrainingState[];
  result: TrainResult;
}

async function run(settings: RunConfig, data: PreparedData, secondsPerState = 15): Promise<Ran> {
  const events: TrainEvent[] = [];
  const states: TrainingState[] = [];
  const generator = train(settings, data, new AbortController().signal, { secondsPerState });
  for (;;) {
    const next = await generator.next();
    if (next.done) return { events, states, result: next.value };
    events.push(next.value);
    if (next.value.type === 'state') states.push(next.value.state);
  }
}

const stepsOf = (events: TrainEvent[]) =>
  events
    .flatMap((event) => (event.type === 'steps' ? event.steps : []))
    .map(({ step, loss, accuracy, gradientNorm, epoch }) => ({ step, loss, accuracy, gradientNorm, epoch }));

const allFinite = (state: TrainingState) =>
  [...state.parameters.values()].every((values) => values.every(Number.isFinite));

describe('training on a device whose reads take long', () => {
  it('computes on while figures are read, and tells every step once, with the same bits', async () => {
    const data = await tinyData(config, 200);
    const quick = await run(config, data);
    reads = slowReads(readTime);
    const readBehind = vi.spyOn(PendingMetrics.prototype, 'readBehind');
    const behind: number[] = [];
    readBehind.mockImplementation(async function (this: PendingMetrics) {
      readBehind.mockRestore();
      const before = this.unread;
      const figures = await this.readBehind();
      behind.push(before - figures.length);
      return figures;
    });
    const slow = await run(config, data);
    // The first figures are not waited for.
    expect(behind).toEqual([1]);
    expect(stepsOf(slow.events)).toEqual(stepsOf(quick.events));
    expect(slow.result.parameters).toEqual(quick.result.parameters);
    expect(slow.result.optimizer).toEqual(quick.result.optimizer);
  });

  it('keeps states whose sums hold all of their steps: a run resumes from any of them', async () => {
    const data = await tinyData(config, 100);
    reads = slowReads(5);
    const whole = await run(config, data, 0);
    const perEpoch = Math.ceil(data.train.classes.length / config.batchSize);
    const middle = whole.states.find(({ step }) => step % perEpoch !== 0);
    expect(middle?.epochSums.rows).toBe((middle?.step ?? 0) * config.batchSize);
    const rest: TrainEvent[] = [];
    for await (const event of train(config, data, new AbortController().signal, { from: middle }))
      rest.push(event);
    const later = stepsOf(whole.events).filter(({ step }) => step > (middle?.step ?? 0));
    expect(stepsOf(rest)).toEqual(later);
    const epochs = (events: TrainEvent[]) =>
      events.filter((event) => event.type === 'epoch').map((event) => ({ ...event, seconds: 0 }));
    expect(epochs(rest)).toEqual(epochs(whole.events));
  });

  it('tells no step from the break of the loss on, and goes back to finite weights', async () => {
    const settings: RunConfig = { ...config, optimizer: 'sgd', gradientClip: 0, onDivergence: 'rollback' };
    const data = await tinyData(settings, 200);
    const before = memory().numTensors;
    reads = slowReads(readTime);
    breakAt(8);
    const { events, states, result } = await run(settings, data, 0);
    const [divergence] = events.filter((event) => event.type === 'mark');
    expect(divergence.kind).toBe('divergence');
    const told = stepsOf(events.slice(0, events.indexOf(divergence)));
    expect(told.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(divergence.step).toBeLessThanOrEqual(7);
    expect(stepsOf(events).every(({ loss }) => Number.isFinite(loss))).toBe(true);
    expect(states.every(allFinite)).toBe(true);
    expect([...result.parameters.values()].every((values) => values.every(Number.isFinite))).toBe(true);
    expect(memory().numTensors).toBe(before);
  });
});

/** The so-many-th figures that are read in the run, and all after them until it goes back, are no numbers. */
function breakAt(step: number): void {
  const { read, readBehind } = PendingMetrics.prototype;
  const broken = new WeakMap<PendingMetrics, number>();
  let first: PendingMetrics | null = null;
  const spoil = (pending: PendingMetrics, figures: StepMetrics[]) => {
    // A run that goes back begins with another one.
    first ??= pending;
    if (pending !== first) return figures;
    const seen = broken.get(pending) ?? 0;
    broken.set(pending, seen + figures.length);
    return figures.map((each, i) => (seen + i + 1 >= step ? { ...each, loss: Number.NaN } : each));
  };
  vi.spyOn(PendingMetrics.prototype, 'read').mockImplementation(async function (this: PendingMetrics) {
    return spoil(this, await read.call(this));
  });
  vi.spyOn(PendingMetrics.prototype, 'readBehind').mockImplementation(async function (this: PendingMetrics) {
    return spoil(this, await readBehind.call(this));
  });
}
