/**
 * Training as an async generator: it yields what happens, and returns the trained parameters. Not pulling
 * pauses it; the signal stops it, keeping what was learned. It runs on the backend that tfjs has set.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config.ts';
import { chooseBuckets, planBatches } from '../data/index.ts';
import type { PreparedData } from '../data/index.ts';
import type { EpochEvent, StepEvent, TrainEvent } from '../events.ts';
import { evaluate } from './evaluate.ts';
import type { StepMetrics } from './metrics.ts';
import { nextTask } from './next-task.ts';
import { Pace } from './pace.ts';
import { Stepper } from './stepper.ts';

export interface TrainResult {
  parameters: Map<string, Float32Array>;
  epochs: EpochEvent[];
}

type EndReason = Extract<TrainEvent, { type: 'end' }>['reason'];

/** @throws {BackendError} and whatever the backend throws; tensors are freed either way */
export async function* train(
  config: RunConfig,
  data: PreparedData,
  signal: AbortSignal,
): AsyncGenerator<TrainEvent, TrainResult> {
  const training = new TrainingRun(config, data, signal);
  try {
    return yield* training.events();
  } finally {
    training.dispose();
  }
}

class TrainingRun {
  private readonly stepper: Stepper;
  private readonly buckets: number[];
  private readonly pace: Pace;
  private readonly history: EpochEvent[] = [];
  private best: { epoch: number; validationLoss: number; parameters: Map<string, Tensor> } | null = null;
  private diverged = false;

  constructor(
    private readonly config: RunConfig,
    private readonly data: PreparedData,
    private readonly signal: AbortSignal,
  ) {
    this.stepper = new Stepper(config, data);
    this.buckets = chooseBuckets([data.train, data.validation, data.test]);
    this.pace = new Pace(config.epochs * data.train.classes.length);
  }

  async *events(): AsyncGenerator<TrainEvent, TrainResult> {
    if (this.data.reviewsCut > 0) yield this.lengthWarning();
    yield { type: 'phase', phase: 'compiling' };
    let reason: EndReason = 'finished';
    for (let epoch = 1; epoch <= this.config.epochs; epoch++) {
      yield* this.trainEpoch(epoch);
      if (this.diverged) reason = 'diverged';
      else if (this.signal.aborted) reason = 'stopped';
      if (reason !== 'finished') break;
      yield { type: 'phase', phase: 'validating' };
      const event = await this.validate(epoch);
      if (!event) {
        reason = 'stopped';
        break;
      }
      yield event;
      if (this.isPatienceOver(epoch)) {
        reason = 'early-stopping';
        break;
      }
    }
    yield { type: 'phase', phase: 'restoring' };
    const restoredEpoch = this.restoreBest(reason);
    const parameters = await this.stepper.network.read();
    yield this.endEvent(reason, restoredEpoch);
    return { parameters, epochs: this.history };
  }

  dispose(): void {
    this.stepper.dispose();
    for (const value of this.best?.parameters.values() ?? []) value.dispose();
    this.best = null;
  }

  private async *trainEpoch(epoch: number): AsyncGenerator<TrainEvent> {
    const { config, data, buckets } = this;
    const { batchSize, seed } = config;
    const plans = planBatches(data.train, { batchSize, buckets, shuffle: true, seed, epoch });
    this.pace.startEpoch();
    for (const plan of plans) {
      this.stepper.run(plan);
      const isLast = plan === plans[plans.length - 1];
      if (!isLast && this.stepper.pending.count < this.pace.stepsPerRead) continue;
      const steps = await this.readSteps(epoch);
      if (this.stepper.count === steps.length) yield { type: 'phase', phase: 'training' };
      const pulled = performance.now();
      yield { type: 'steps', steps };
      this.pace.exclude(performance.now() - pulled);
      await nextTask();
      if (this.diverged || this.signal.aborted) return;
    }
  }

  private async readSteps(epoch: number): Promise<StepEvent[]> {
    const read = await this.stepper.pending.read();
    const first = this.stepper.count - read.length;
    this.pace.addSteps(read);
    this.diverged = read.some(
      ({ loss, gradientNorm }) => !Number.isFinite(loss) || !Number.isFinite(gradientNorm),
    );
    return read.map((metrics, i) => this.stepEvent(epoch, first + i, metrics));
  }

  private stepEvent(
    epoch: number,
    index: number,
    { loss, correct, rows, gradientNorm }: StepMetrics,
  ): StepEvent {
    return {
      type: 'step',
      epoch,
      step: index + 1,
      totalSteps: this.config.epochs * this.stepper.stepsPerEpoch,
      loss,
      accuracy: correct / rows,
      gradientNorm,
      learningRate: this.stepper.learningRate(index),
      reviewsPerSecond: this.pace.reviewsPerSecond,
      secondsLeft: this.pace.secondsLeft,
    };
  }

  /** Null when the person stopped the run meanwhile. */
  private async validate(epoch: number): Promise<EpochEvent | null> {
    const started = performance.now();
    try {
      const { loss, accuracy } = await evaluate(
        this.stepper.network,
        this.data.validation,
        this.buckets,
        this.signal,
      );
      this.pace.addValidation((performance.now() - started) / 1_000, this.config.epochs - epoch);
      const event: EpochEvent = {
        type: 'epoch',
        epoch,
        ...this.pace.epochMeans(),
        validationLoss: loss,
        validationAccuracy: accuracy,
        learningRate: this.stepper.learningRate(this.stepper.count - 1),
        seconds: this.pace.epochSeconds,
      };
      this.history.push(event);
      this.rememberBest(event);
      return event;
    } catch (error) {
      if (this.signal.aborted) return null;
      throw error;
    }
  }

  private rememberBest({ epoch, validationLoss }: EpochEvent): void {
    if (this.best && !(validationLoss < this.best.validationLoss)) return;
    for (const value of this.best?.parameters.values() ?? []) value.dispose();
    this.best = { epoch, validationLoss, parameters: this.stepper.network.snapshot() };
  }

  private isPatienceOver(epoch: number): boolean {
    const { earlyStopping } = this.config;
    return earlyStopping > 0 && this.best !== null && epoch - this.best.epoch >= earlyStopping;
  }

  /** Early stopping goes back to the best epoch however the run ends; a run that diverged has nothing else. */
  private restoreBest(reason: EndReason): number | null {
    const wanted = reason === 'diverged' || (this.config.earlyStopping > 0 && reason !== 'stopped');
    if (!this.best || !wanted) return null;
    this.stepper.network.restore(this.best.parameters);
    const { epoch } = this.best;
    this.best = null;
    return epoch;
  }

  private lengthWarning(): TrainEvent {
    const { reviewsCut, indices } = this.data;
    const all = indices.train.length + indices.validation.length + indices.test.length;
    const share = reviewsCut / all < 0.01 ? 'under 1%' : `${Math.round((100 * reviewsCut) / all)}%`;
    const { maxLength } = this.config;
    const message = `${reviewsCut.toLocaleString('en')} reviews (${share}) are longer than ${maxLength} words and were cut.`;
    return { type: 'warning', code: 'lengths-cut', message };
  }

  private endEvent(reason: EndReason, restoredEpoch: number | null): TrainEvent {
    const message = endMessage(reason, restoredEpoch, this.history.length);
    return {
      type: 'end',
      reason,
      epochs: this.history.length,
      restoredEpoch,
      seconds: this.pace.totalSeconds,
      message,
    };
  }
}

function endMessage(reason: EndReason, restoredEpoch: number | null, epochs: number): string {
  const kept =
    restoredEpoch === null
      ? ''
      : ` The network has the weights of epoch ${restoredEpoch}, the best on validation.`;
  switch (reason) {
    case 'finished':
      return `Training finished after ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}.${kept}`;
    case 'stopped':
      return 'You stopped the training. The network keeps what it learned so far.';
    case 'early-stopping':
      return `Training stopped early: validation loss no longer got better.${kept}`;
    case 'diverged':
      return `The loss is no longer a number: the learning rate is too high. Lower it and start again.${kept}`;
  }
}
