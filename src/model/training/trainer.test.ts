import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { parseRunConfig, presetConfig, type RunConfig } from '../../contract/settings.ts';
import type { PreparedData } from '../data/index.ts';
import type { EpochEvent, StepEvent } from '../../contract/training.ts';
import { cellNames } from '../network/cells.ts';
import { onWasm } from '../testing/on-wasm.ts';
import { tinyData } from '../testing/tiny-data.ts';
import type { TrainEvent } from './state.ts';
import { train } from './trainer.ts';
import type { TrainResult } from './options.ts';

const small: RunConfig = parseRunConfig({
  ...presetConfig(),
  adversarialNoise: 0,
  tokenization: 'words',
  vocabularySize: 60,
  maxLength: 12,
  layerSizes: [6, 5],
  embeddingSize: 7,
  batchSize: 16,
  epochs: 3,
  learningRate: 0.01,
  earlyStopping: 0,
  seed: 11,
});

onWasm();

interface Recorded {
  events: TrainEvent[];
  result: TrainResult;
}

async function record(
  config: RunConfig,
  data: PreparedData,
  onEvent?: (event: TrainEvent) => void,
): Promise<Recorded> {
  const abort = new AbortController();
  return collect(config, data, abort, onEvent);
}

async function collect(
  config: RunConfig,
  data: PreparedData,
  abort: AbortController,
  onEvent: (event: TrainEvent) => void = () => undefined,
): Promise<Recorded> {
  const events: TrainEvent[] = [];
  const generator = train(config, data, abort.signal);
  for (;;) {
    const next = await generator.next();
    if (next.done) return { events, result: next.value };
    events.push(next.value);
    onEvent(next.value);
  }
}

const stepsOf = (events: TrainEvent[]): StepEvent[] =>
  events.flatMap((event) => (event.type === 'steps' ? event.steps : []));
const epochsOf = (events: TrainEvent[]) =>
  events.filter((event): event is EpochEvent => event.type === 'epoch');
/** The highest validation accuracy, of those the lowest loss, of those the first. */
const bestOf = (events: TrainEvent[]) =>
  epochsOf(events).toSorted(
    (a, b) =>
      b.validationAccuracy - a.validationAccuracy || a.validationLoss - b.validationLoss || a.epoch - b.epoch,
  )[0].epoch;
/** The weights at the end of an epoch. */
const afterEpoch = (events: TrainEvent[], epoch: number) =>
  events
    .flatMap((event) => (event.type === 'state' ? [event.state] : []))
    .find(({ history }) => history.length === epoch)?.parameters;
const endOf = (events: TrainEvent[]) => events.find((event) => event.type === 'end');

describe('train', () => {
  it('tells each step and epoch once, in order, and ends', async () => {
    const data = await tinyData(small, 100);
    const { events, result } = await record(small, data);
    const steps = stepsOf(events);
    expect(steps.map((step) => step.step)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    expect(steps.every((step) => step.totalSteps === 15 && step.gradientNorm > 0)).toBe(true);
    expect(epochsOf(events).map((event) => event.epoch)).toEqual([1, 2, 3]);
    expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'finished', epochs: 3 });
    expect(result.epochs).toEqual(epochsOf(events));
  });

  it('reports as an epoch’s loss the mean over its reviews', async () => {
    const data = await tinyData(small, 100);
    const { events } = await record({ ...small, epochs: 1 }, data);
    const rows = [16, 16, 16, 16, 16];
    const steps = stepsOf(events);
    const [epoch] = epochsOf(events);
    const total = rows.reduce((sum, row) => sum + row, 0);
    expect(data.train.classes.length).toBe(total);
    expect(epoch.loss).toBeCloseTo(steps.reduce((sum, step, i) => sum + step.loss * rows[i], 0) / total, 10);
  });

  it.each([
    ['one direction, last output', { bidirectional: false, pooling: 'last', loss: 'mean-squared-error' }],
    ['both directions, mean and maximum', { bidirectional: true, pooling: 'mean-max' }],
    ...cellNames.map((cell) => [`both directions, ${cell}`, { bidirectional: true, cell }] as const),
  ] as const)('overfits 64 reviews to 100%: %s', async (_, change) => {
    const config = { ...small, ...change, keepProb: 1, embeddingKeepProb: 1, epochs: 40, learningRate: 0.02 };
    const data = await tinyData(config, 80);
    expect(data.train.classes.length).toBe(64);
    const { events } = await record(config, data);
    expect(epochsOf(events).at(-1)?.accuracy).toBe(1);
  });

  it('learns nothing from labels by chance', async () => {
    const config = { ...small, trainShare: 0.4, validationShare: 0.5, epochs: 4 };
    const data = await tinyData(config, 800, true);
    const { events } = await record(config, data);
    // 400 rows: standard error 2.5 points; four of them are let through.
    expect(Math.abs((epochsOf(events).at(-1)?.validationAccuracy ?? 0) - 0.5)).toBeLessThan(0.1);
  });

  it('gives the same bits for the same seed, and others for another', async () => {
    const config = { ...small, wordKeepProb: 0.9 };
    const data = await tinyData(config, 100);
    const [first, second, other] = [
      await record(config, data),
      await record(config, data),
      await record({ ...config, seed: 12 }, data),
    ];
    expect(stepsOf(second.events).map((step) => step.loss)).toEqual(
      stepsOf(first.events).map((step) => step.loss),
    );
    expect(second.result.parameters).toEqual(first.result.parameters);
    expect(stepsOf(other.events)[0].loss).not.toBe(stepsOf(first.events)[0].loss);
  });

  it('stops when asked, with the weights of the best epoch so far', async () => {
    const data = await tinyData(small, 100);
    const abort = new AbortController();
    const { events, result } = await collect({ ...small, epochs: 100 }, data, abort, (event) => {
      if (event.type === 'epoch' && event.epoch === 2) abort.abort();
    });
    const best = bestOf(events);
    expect(endOf(events)).toMatchObject({ reason: 'stopped', epochs: 2, restoredEpoch: best });
    expect(result.parameters).toEqual(afterEpoch(events, best));
  });

  it('stops before an epoch is complete with the weights of the last step', async () => {
    const data = await tinyData(small, 100);
    const abort = new AbortController();
    const { events, result } = await collect(small, data, abort, (event) => {
      if (event.type === 'steps') abort.abort();
    });
    expect(endOf(events)).toMatchObject({ reason: 'stopped', epochs: 0, restoredEpoch: null });
    expect(result.optimizer?.steps).toBe(stepsOf(events).length);
  });

  it('stops early', async () => {
    const config = { ...small, earlyStopping: 2, epochs: 60, keepProb: 1, learningRate: 0.05 };
    const data = await tinyData({ ...config, trainShare: 0.3, validationShare: 0.6 }, 150, true);
    const { events } = await record(config, data);
    const losses = epochsOf(events).map(({ validationLoss }) => validationLoss);
    expect(endOf(events)).toMatchObject({ reason: 'early-stopping', restoredEpoch: bestOf(events) });
    expect(losses).toHaveLength(losses.indexOf(Math.min(...losses)) + 1 + 2);
  });

  it('ends with the best epoch’s weights without early stopping, and without the optimizer’s later values', async () => {
    const config = { ...small, epochs: 12, keepProb: 1, learningRate: 0.05 };
    const data = await tinyData({ ...config, trainShare: 0.3, validationShare: 0.6 }, 150, true);
    const { events, result } = await record(config, data);
    const best = bestOf(events);
    expect(best).toBeLessThan(12);
    expect(endOf(events)).toMatchObject({
      reason: 'finished',
      restoredEpoch: best,
      epochs: 12,
    });
    expect(result.restoredEpoch).toBe(best);
    expect(result.parameters).toEqual(afterEpoch(events, best));
    expect(result.parameters).not.toEqual(afterEpoch(events, 12));
    expect(result.optimizer).toBeNull();
  });

  it('gives the optimizer’s values along when the last epoch is the best', async () => {
    const config = { ...small, epochs: 2 };
    const { events, result } = await record(config, await tinyData(config, 100));
    expect(bestOf(events)).toBe(2);
    expect(result.restoredEpoch).toBe(2);
    expect(result.parameters).toEqual(afterEpoch(events, 2));
    expect(result.optimizer?.steps).toBe(10);
  });

  it('takes the earlier of two epochs with the same validation loss', async () => {
    const config = { ...small, learningRate: 0 };
    const { events, result } = await record(config, await tinyData(config, 100));
    expect(new Set(epochsOf(events).map(({ validationLoss }) => validationLoss)).size).toBe(1);
    expect(result.restoredEpoch).toBe(1);
    expect(result.optimizer).toBeNull();
  });

  it('notices when the loss is no longer a number', async () => {
    const config = {
      ...small,
      optimizer: 'sgd' as const,
      learningRate: 10,
      gradientClip: 0,
      l2: 1,
      epochs: 200,
      onDivergence: 'stop' as const,
    };
    const data = await tinyData(config, 100);
    const { events } = await record(config, data);
    expect(endOf(events)).toMatchObject({ reason: 'diverged' });
  });

  it.each([
    { optimizer: 'adam' },
    { optimizer: 'adadelta' },
    { optimizer: 'rmsprop' },
    { optimizer: 'sgd' },
    { adversarialNoise: 0.1 },
  ] as const)('holds no more tensors after a run: %o', async (change) => {
    const data = await tinyData(small, 100);
    const before = memory();
    await record({ ...small, ...change, earlyStopping: 1 }, data);
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numDataBuffers).toBe(before.numDataBuffers);
  });

  it('says how many reviews were cut', async () => {
    const config = { ...small, maxLength: 5, epochs: 1 };
    const { events } = await record(config, await tinyData(config, 100));
    expect(events[0]).toMatchObject({ type: 'warning', message: { code: 'lengths-cut', maxLength: 5 } });
  });
});
