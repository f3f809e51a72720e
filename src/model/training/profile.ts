/** Where the time of a training step goes, on the backend that is set. */
import { backend, dispose, keep, memory, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { DataId, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { BackendHandle } from '../backends/handle.ts';
import type { RunConfig } from '../config.ts';
import { makeBatch } from '../data/index.ts';
import type { BatchPlan, PreparedData } from '../data/index.ts';
import { disposeBatch, Network, uploadBatch } from '../network/network.ts';
import type { BatchTensors } from '../network/network.ts';
import { initialParameters, parameterSpecs } from '../network/parameters.ts';
import { gradientScale } from '../ops/clip/op.ts';
import { embedding } from '../ops/embedding/op.ts';
import { lossMetrics } from '../ops/loss/op.ts';
import type { KernelTime, StepProfile } from '../reports.ts';
import { middlingBatch } from './calibrate.ts';
import { ParameterUpdater } from './optimizer.ts';
import { learningRateAt } from './schedule.ts';
import { Stepper } from './stepper.ts';

/** Milliseconds that one piece may be measured for; a piece that takes longer is measured once. */
const pieceBudget = 150;
const mostRounds = 7;
/** A piece that is over sooner is run several times in a row: else reading back would drown it. */
const shortRound = 15;
const mostInARow = 16;
/** An engine compiles what runs often once more and better: milliseconds until it has. */
const warmUpBudget = 400;

/**
 * Measures the pieces of a step one by one on a real batch of the run, of its middling length, with the device
 * drained at both ends of each. It takes one to two seconds, more where a single step is
 * slow, and leaves no tensor behind. The network that it makes has the run's first weights.
 *
 * @param handle of the backend that is set
 */
export async function profileStep(
  config: RunConfig,
  data: PreparedData,
  handle: BackendHandle,
): Promise<StepProfile> {
  const plan = middlingBatch(config, data);
  const clock = await Clock.open();
  try {
    const step = await profileWhole(config, data, plan, clock, handle);
    const pieces = await profilePieces(config, data, plan, clock);
    return {
      backend: handle.name,
      adapter: handle.adapter,
      rows: config.batchSize,
      length: plan.length,
      phases: [...pieces, { name: 'readback', milliseconds: clock.readback }],
      ...step,
    };
  } finally {
    clock.dispose();
  }
}

type Whole = Pick<StepProfile, 'stepMilliseconds' | 'bytesHeld' | 'tensors' | 'kernels'>;

/** Plain steps, as training makes them. */
async function profileWhole(
  config: RunConfig,
  data: PreparedData,
  plan: BatchPlan,
  clock: Clock,
  handle: BackendHandle,
): Promise<Whole> {
  const before = memory().numTensors;
  const stepper = new Stepper(config, data);
  const step = () => {
    stepper.run(plan);
    stepper.pending.dispose();
  };
  try {
    await clock.warmUp(step);
    const milliseconds = await clock.measure(step);
    const tensors = memory().numTensors - before;
    const bytesHeld = handle.bytesHeld();
    const kernels =
      handle.timeKernels && (await timeKernels(handle.timeKernels, step, roundsFor(milliseconds)));
    return {
      stepMilliseconds: milliseconds + clock.readback,
      bytesHeld,
      tensors,
      ...(kernels && { kernels }),
    };
  } finally {
    stepper.dispose();
  }
}

/** The device's own times of one step, by kernel: means over a few steps, the longest first. */
async function timeKernels(
  time: NonNullable<BackendHandle['timeKernels']>,
  step: () => void,
  steps: number,
): Promise<KernelTime[]> {
  const sums = new Map<string, KernelTime>();
  for (let i = 0; i < steps; i++) {
    for (const { name, calls, milliseconds } of await time(step)) {
      const sum = sums.get(name) ?? { name, calls: 0, milliseconds: 0 };
      sum.calls += calls;
      sum.milliseconds += milliseconds;
      sums.set(name, sum);
    }
  }
  return [...sums.values()]
    .map(({ name, calls, milliseconds }) => ({
      name,
      calls: calls / steps,
      milliseconds: milliseconds / steps,
    }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds);
}

/** All phases but reading back, in the order of a step. */
async function profilePieces(
  config: RunConfig,
  data: PreparedData,
  plan: BatchPlan,
  clock: Clock,
): Promise<StepProfile['phases']> {
  const specs = parameterSpecs(config, data.vocabulary.size);
  const network = new Network(config, data.vocabulary.size, initialParameters(specs, config.seed));
  const updater = new ParameterUpdater(network, config);
  const lossSelector = tensor1d([1, 0, 0]);
  const draw = { seed: config.seed, step: 0 };
  const makeTensors = () => upload(config, data, plan);
  const batch = makeTensors();
  const { labels, weights } = batch;
  let gradients: Tensor[] = [];
  try {
    const prepared = await clock.measure(() => disposeBatch(makeTensors()));
    const gathered = await clock.measure(() =>
      embedding(batch, network.parameter<Tensor2D>('embedding')).dispose(),
    );
    const forward = await clock.measure(() =>
      tidy(() => lossMetrics(network.logits(batch, draw), labels, weights, config.loss)).dispose(),
    );
    const both = await clock.measure(() => {
      const made = network.gradients(batch, draw, lossSelector);
      dispose(gradients);
      made.metrics.dispose();
      gradients = made.gradients;
    });
    const learningRate = learningRateAt(config, 0, Math.ceil(data.train.classes.length / config.batchSize));
    // An update takes its gradients with it: it gets references.
    const updated = await clock.measure(() =>
      updater
        .apply(
          gradients.map((gradient) => gradient.clone()),
          learningRate,
        )
        .dispose(),
    );
    return [
      { name: 'data', milliseconds: prepared },
      { name: 'embedding', milliseconds: gathered },
      { name: 'forward', milliseconds: Math.max(0, forward - gathered) },
      { name: 'backward', milliseconds: Math.max(0, both - forward) },
      { name: 'update', milliseconds: updated },
    ];
  } finally {
    dispose(gradients);
    disposeBatch(batch);
    lossSelector.dispose();
    updater.dispose();
    network.dispose();
  }
}

/** A batch that has arrived: tfjs's GPU backends would send a tensor only when a kernel first reads it. */
function upload(config: RunConfig, data: PreparedData, plan: BatchPlan): BatchTensors {
  const wordDropout = { wordKeepProb: config.wordKeepProb, seed: config.seed, step: 0 };
  const batch = uploadBatch(makeBatch(data.train, plan, data.vocabulary.size, wordDropout));
  const device = backend() as { uploadToGPU?: (id: DataId) => void };
  for (const { dataId } of Object.values(batch) as Tensor[]) device.uploadToGPU?.(dataId);
  return batch;
}

function roundsFor(milliseconds: number): number {
  return Math.max(1, Math.min(mostRounds, Math.floor(pieceBudget / Math.max(milliseconds, 0.01))));
}

const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1];

/** Times work on a device that finishes it later than it takes it on. */
class Clock {
  /** Milliseconds of reading a tiny result that is ready. */
  readback = 0;
  private readonly seed: Tensor1D = keep(tensor1d([1]));

  static async open(): Promise<Clock> {
    const clock = new Clock();
    try {
      await clock.drain();
      const times: number[] = [];
      for (let i = 0; i < mostRounds; i++) times.push(await clock.time(() => undefined, 1));
      clock.readback = median(times);
      return clock;
    } catch (error) {
      clock.dispose();
      throw error;
    }
  }

  /** Waits until the device has done all that it was given. */
  async drain(): Promise<void> {
    // A new result each time: what was read once is remembered, and no device asked.
    const fresh = gradientScale([this.seed], 0);
    await fresh.data();
    fresh.dispose();
  }

  /** Runs the work until the engine's code for it is as fast as it gets. */
  async warmUp(work: () => void): Promise<void> {
    for (let spent = 0; spent < warmUpBudget;) spent += await this.time(work, 1);
  }

  /** Milliseconds of the work alone: the median of some rounds after one that compiles. */
  async measure(work: () => void): Promise<number> {
    await this.time(work, 1);
    const once = await this.time(work, 1);
    if (once > pieceBudget) return this.withoutReadback(once);
    const inARow = Math.max(1, Math.min(mostInARow, Math.floor(shortRound / Math.max(once, 0.01))));
    const rounds = roundsFor(once * inARow);
    const times: number[] = [];
    for (let i = 0; i < rounds; i++) times.push(await this.time(work, inARow));
    return this.withoutReadback(median(times)) / inARow;
  }

  dispose(): void {
    this.seed.dispose();
  }

  private async time(work: () => void, times: number): Promise<number> {
    const started = performance.now();
    for (let i = 0; i < times; i++) work();
    await this.drain();
    return performance.now() - started;
  }

  private withoutReadback(milliseconds: number): number {
    return Math.max(0, milliseconds - this.readback);
  }
}
