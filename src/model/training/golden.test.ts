/**
 * Ten steps of the trainer against PyTorch, in networks with every setting of training: what
 * `bench/golden/make_trainer_golden.py` computed in float64 from the same first values, reviews and random numbers.
 */
import { noVectors } from '../vectors/fit.ts';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerFallback } from '../backends/fallback.ts';
import { openWasm } from '../backends/wasm/index.ts';
import { fields, parseRunConfig, type RunConfig } from '../../contract/settings.ts';
import { Random, Vocabulary } from '../data/index.ts';
import type { EncodedPart, PreparedData } from '../data/index.ts';
import { parameterSpecs, sizeOf } from '../network/layers.ts';
import { relativeError } from '../ops/helpers/differences.ts';
import golden from './golden.json';
import type { TrainEvent } from './state.ts';
import { train } from './trainer.ts';

/**
 * Float32 against float64, relative to the largest value of a tensor or a list: float32 has 6e-8, and ten steps add up
 * what a few hundred operations lose.
 */
const tolerance = 1e-5;

const runs = golden.runs.map((run) => ({
  ...run,
  config: parseRunConfig({ ...golden.settings, ...run.settings }),
  parameters: new Map(Object.entries(run.parameters)),
}));

/** First values with four decimals, parameter after parameter from one stream. */
function firstValues(config: RunConfig): Map<string, Float32Array> {
  const random = new Random(config.seed, 99);
  const draw = () => (random.below(30_001) - 15_000) / 1e4;
  return new Map(
    parameterSpecs(config, { words: golden.words, classes: 2 }).map((spec) => [
      spec.name,
      Float32Array.from({ length: sizeOf(spec) }, draw),
    ]),
  );
}

function encoded({ reviews, classes }: { reviews: number[][]; classes: number[] }): EncodedPart {
  const offsets = new Int32Array(reviews.length + 1);
  reviews.forEach((ids, row) => (offsets[row + 1] = offsets[row] + ids.length));
  return { tokens: Uint16Array.from(reviews.flat()), offsets, classes: Uint8Array.from(classes) };
}

function goldenData(): PreparedData {
  const [training, validation, test] = [golden.data.train, golden.data.validation, golden.data.test].map(
    encoded,
  );
  const words = Array.from({ length: golden.words - 2 }, (_, id) => `word${id}`);
  const none = new Int32Array();
  return {
    vocabulary: new Vocabulary(['<pad>', '<unk>', ...words]),
    train: training,
    validation,
    test,
    indices: { train: none, validation: none, test: none },
    seen: { trained: new Float64Array(), validated: new Float64Array() },
    base: null,
    classCount: 2,
    reviewsCut: 0,
    ...noVectors,
  };
}

async function eventsOf(config: RunConfig): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  const initial = firstValues(config);
  for await (const event of train(config, goldenData(), new AbortController().signal, { initial }))
    events.push(event);
  return events;
}

function describeTrainer(backend: string, tried: typeof runs, setup: () => Promise<void>): void {
  describe(`ten steps of the trainer against PyTorch: ${backend}`, () => {
    beforeAll(setup);
    const name = ({ cell, optimizer, pooling, loss, schedule, bidirectional }: RunConfig) =>
      [cell, optimizer, schedule, loss, pooling, bidirectional ? 'bidirectional' : 'one direction'].join(
        ', ',
      );
    it.each(tried.map((run) => [name(run.config), run] as const))('%s', async (_, run) => {
      const events = await eventsOf(run.config);
      const steps = events.flatMap((event) => (event.type === 'steps' ? event.steps : []));
      const epochs = events.filter((event) => event.type === 'epoch');
      const close = (actual: ArrayLike<number>, expected: ArrayLike<number>, what: string) =>
        expect(relativeError(actual, expected), what).toBeLessThan(tolerance);
      const told = {
        learningRates: steps.map(({ learningRate }) => learningRate),
        losses: steps.map(({ loss }) => loss),
        accuracies: steps.map(({ accuracy }) => accuracy),
        gradientNorms: steps.map(({ gradientNorm }) => gradientNorm),
        validationLosses: epochs.map(({ validationLoss }) => validationLoss),
        validationAccuracies: epochs.map(({ validationAccuracy }) => validationAccuracy),
      };
      for (const what of Object.keys(told) as (keyof typeof told)[]) close(told[what], run[what], what);
      const lastOfEpoch = steps.filter(({ step }) => step % (steps.length / epochs.length) === 0);
      expect(epochs.map(({ learningRate }) => learningRate)).toEqual(
        lastOfEpoch.map(({ learningRate }) => learningRate),
      );
      const { parameters } = events.findLast((event) => event.type === 'state')?.state ?? {};
      expect(parameters?.size).toBe(run.parameters.size);
      for (const [key, values] of run.parameters) close(parameters?.get(key) ?? [], values, key);
    });
  });
}

describeTrainer('WebAssembly', runs, async () => {
  await openWasm({ simd: 'relaxed', threads: 1 });
  await setBackend('wasm');
});

// The fallback's kernels are slow: one run in five, so that each optimizer and each pooling is there.
const few = runs.filter((_, i) => i % 5 === 0);
describeTrainer('fallback on cpu', few, async () => {
  await setBackend('cpu');
  registerFallback('cpu');
});

const varied = ['cell', 'optimizer', 'schedule', 'loss', 'pooling', 'bidirectional'] as const;

function choicesOf(name: (typeof varied)[number]): unknown[] {
  const field = fields[name];
  return field.kind === 'choice' ? [...field.choices] : [false, true];
}

const pairs = varied.flatMap((a) => varied.filter((b) => b > a).map((b) => [a, b] as const));
it.each(pairs)('each %s runs with each %s', (a, b) => {
  const met = runs.map(({ config }) => `${String(config[a])}, ${String(config[b])}`);
  const all = choicesOf(a).flatMap((one) => choicesOf(b).map((other) => `${String(one)}, ${String(other)}`));
  expect(new Set(met)).toEqual(new Set(all));
});
