/** Where the time of a training step goes, on the backend that is set. */
import { median } from '../../contract/math.ts';
import { backend, dispose, keep, memory, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { DataId, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { BackendHandle } from '../backends/handle.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { makeBatch } from '../data/index.ts';
import type { BatchPlan, PreparedData } from '../data/index.ts';
import { disposeBatch, uploadBatch } from '../network/network.ts';
import type { BatchTensors } from '../network/network.ts';
import { gradientScale } from '../ops/clip/op.ts';
import { embedding } from '../ops/embedding/op.ts';
import { lossMetrics } from '../ops/loss/op.ts';
import type { KernelTime, StepProfile } from '../../contract/backends.ts';
import { middlingBatch } from './calibrate.ts';
import { Stepper } from './stepper.ts';

/** Milliseconds that the rounds may take. */
const budget = 1_000;
const mostRounds = 25;
/** A piece is run several times in a row until it takes so long, in milliseconds and in times of reading back. */
const shortRound = 10;
const readbackFactor = 5;
const mostInARow = 32;
/** An engine compiles what runs often once more and better: milliseconds until it has. */
const warmUpBudget = 400;
/** Steps whose kernels are timed. */
const kernelSteps = 5;

/**
 * Measures the pieces of a step on a real batch of the run, of its middling length, with the device drained at
 * both ends of each. It takes one to two seconds, more where a single step is slow, and leaves no tensor
 * behind. The network that it makes starts with the run's first weights.
 *
 * @param handle of the backend that is set
 */
export async function profileStep(
  config: RunConfig,
  data: PreparedData,
  handle: BackendHandle,
): Promise<StepProfile> {
  const plan = middlingBatch(config, data);
  const before = memory().numTensors;
  const stepper = new Stepper(config, data);
  const tensors = memory().numTensors - before;
  const clock = new Clock();
  const step = () => {
    stepper.run(plan);
    stepper.pending.dispose();
  };
  try {
    await clock.warmUp(step);
    const bytesHeld = handle.bytesHeld();
    const { phases, whole } = await profilePieces(config, data, plan, stepper, step, clock);
    const kernels = handle.timeKernels && (await timeKernels(handle.timeKernels, step));
    return {
      backend: handle.name,
      adapter: handle.adapter,
      rows: config.batchSize,
      length: plan.length,
      phases,
      stepMilliseconds: whole,
      bytesHeld,
      tensors,
      ...(kernels && { kernels }),
    };
  } finally {
    clock.dispose();
    stepper.dispose();
  }
}

/** The device's own times of one step, by kernel: means over a few steps, the longest first. */
async function timeKernels(
  time: NonNullable<BackendHandle['timeKernels']>,
  step: () => void,
): Promise<KernelTime[]> {
  const sums = new Map<string, KernelTime>();
  for (let i = 0; i < kernelSteps; i++) {
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
      calls: calls / kernelSteps,
      milliseconds: milliseconds / kernelSteps,
    }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds);
}

/** Milliseconds of the phases, in their order, and of a whole step. */
async function profilePieces(
  config: RunConfig,
  data: PreparedData,
  plan: BatchPlan,
  stepper: Stepper,
  step: () => void,
  clock: Clock,
): Promise<{ phases: StepProfile['phases']; whole: number }> {
  const { networks, updaters, lossSelector } = stepper;
  const { members } = networks;
  const draw = { seed: config.seed, step: 0 };
  const batch = upload(config, data, plan);
  const { labels, weights } = batch;
  let gradients: Tensor[][] = [];
  const prepare = () => disposeBatch(upload(config, data, plan));
  const gather = () => {
    for (const network of members) embedding(batch, network.parameter<Tensor2D>('embedding')).dispose();
  };
  const forward = () => {
    for (const network of members)
      tidy(() => lossMetrics(network.logits(batch, draw), labels, weights, config.loss)).dispose();
  };
  const differentiate = () => {
    dispose(gradients.flat());
    const made = members.map((network) => network.gradients(batch, draw, lossSelector));
    dispose(made.map(({ metrics }) => metrics));
    gradients = made.map((each) => each.gradients);
  };
  const update = () => {
    updaters.forEach((updater, member) => {
      // An update takes its gradients with it: it gets references.
      const references = gradients[member].map((gradient) => gradient.clone());
      updater.apply(references, stepper.learningRate(0)).dispose();
    });
  };
  try {
    const { readback, milliseconds } = await clock.measure([
      prepare,
      gather,
      forward,
      differentiate,
      update,
      step,
    ]);
    const [prepared, gathered, there, andBack, updated, whole] = milliseconds;
    return {
      phases: [
        { name: 'data', milliseconds: prepared },
        { name: 'embedding', milliseconds: gathered },
        { name: 'forward', milliseconds: Math.max(0, there - gathered) },
        { name: 'backward', milliseconds: Math.max(0, andBack - there) },
        { name: 'update', milliseconds: updated },
        { name: 'readback', milliseconds: readback },
      ],
      whole,
    };
  } finally {
    dispose(gradients.flat());
    disposeBatch(batch);
  }
}

/** A batch that has arrived: tfjs's GPU backends would send a tensor only when a kernel first reads it. */
function upload(config: RunConfig, data: PreparedData, plan: BatchPlan): BatchTensors {
  const { wordKeepProb, seed } = config;
  const classWeights = new Float32Array(data.classCount).fill(1);
  const draw = { wordKeepProb, classWeights, seed, step: 0 };
  const batch = uploadBatch(makeBatch(data.train, plan, data.vocabulary.size, draw));
  const device = backend() as { uploadToGPU?: (id: DataId) => void };
  for (const { dataId } of Object.values(batch) as Tensor[]) device.uploadToGPU?.(dataId);
  return batch;
}

/** Times work on a device that finishes it later than it takes it on. */
class Clock {
  private readonly seed: Tensor1D = keep(tensor1d([1]));

  /** Set by the warm-up. */
  private isSlow = false;

  /** Runs the work until the engine's code for it is as fast as it gets: twice at least, for the first compiles. */
  async warmUp(work: () => void): Promise<void> {
    let spent = await this.time(work, 1);
    let last: number;
    do {
      last = await this.time(work, 1);
      spent += last;
    } while (spent < warmUpBudget);
    this.isSlow = last > budget;
  }

  /**
   * Milliseconds of each work alone, median of some rounds: every round runs all of them, so that whatever
   * else the machine does hits them alike. Work that is slow is run once.
   */
  async measure(works: (() => void)[]): Promise<Measured> {
    const once: number[] = [];
    for (const work of works) once.push(await this.time(work, 1));
    if (this.isSlow) return { readback: await this.time(() => undefined, 1), milliseconds: once };
    const readbacks: number[] = [];
    for (const [i, work] of works.entries()) {
      readbacks.push(await this.time(() => undefined, 1));
      // Some were compiled in their first run.
      once[i] = Math.min(once[i], await this.time(work, 1));
    }
    const long = Math.max(shortRound, readbackFactor * median(readbacks));
    const inARow = once.map((time) => {
      const alone = Math.max(0.01, time - median(readbacks));
      return Math.max(1, Math.min(mostInARow, Math.floor(long / alone)));
    });
    const times = works.map((): number[] => []);
    const started = performance.now();
    for (let round = 0; round < mostRounds; round++) {
      readbacks.push(await this.time(() => undefined, 1));
      for (const [i, work] of works.entries()) times[i].push(await this.time(work, inARow[i]));
      if (performance.now() - started > budget) break;
    }
    const readback = median(readbacks);
    return {
      readback,
      milliseconds: times.map((each, i) => Math.max(0, median(each) - readback) / inARow[i]),
    };
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

  /** Waits until the device has done all that it was given. */
  private async drain(): Promise<void> {
    // A new result each time: what was read once is remembered, and no device asked.
    const fresh = gradientScale([this.seed], 0);
    await fresh.data();
    fresh.dispose();
  }
}

interface Measured {
  /** Of reading a tiny result that is ready. */
  readback: number;
  milliseconds: number[];
}
