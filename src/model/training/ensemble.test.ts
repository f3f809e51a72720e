import { describe, expect, it } from 'vitest';
import { memory } from '@tensorflow/tfjs-core';
import { parseRunConfig, type RunConfig } from '../../contract/settings.ts';
import { chooseBuckets, type PreparedData } from '../data/index.ts';
import { joinMembers } from '../network/ensemble.ts';
import { Network } from '../network/network.ts';
import { onWasm } from '../testing/on-wasm.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { evaluate } from './evaluate.ts';
import type { TrainResult } from './options.ts';
import { Stepper } from './stepper.ts';
import { decodeState, encodeState } from './state-file.ts';
import type { TrainEvent } from './state.ts';
import { train } from './trainer.ts';

const small = parseRunConfig({
  vocabularySize: 60,
  maxLength: 12,
  layerSizes: [6, 5],
  embeddingSize: 7,
  bidirectional: true,
  pooling: 'mean-max',
  batchSize: 16,
  epochs: 3,
  optimizer: 'adam',
  learningRate: 0.01,
  wordKeepProb: 0.9,
  seed: 11,
  ensembleSize: 3,
});
const sizesOf = ({ vocabulary, classCount }: PreparedData) => ({
  words: vocabulary.size,
  classes: classCount,
});

onWasm();

async function trained(
  config: RunConfig,
  data: PreparedData,
): Promise<{ events: TrainEvent[]; result: TrainResult }> {
  const events: TrainEvent[] = [];
  const generator = train(config, data, new AbortController().signal);
  for (;;) {
    const next = await generator.next();
    if (next.done) return { events, result: next.value };
    events.push(next.value);
  }
}

/** The figures and the weights after some steps on one batch. */
async function afterSteps(config: RunConfig, data: PreparedData, count: number) {
  const stepper = new Stepper(config, data);
  const reviews = Int32Array.from({ length: config.batchSize }, (_, row) => row);
  const plan = { reviews, size: config.batchSize, length: config.maxLength };
  try {
    for (let step = 0; step < count; step++) stepper.run(plan);
    return { figures: await stepper.pending.read(), ...(await stepper.read()) };
  } finally {
    stepper.dispose();
  }
}

describe('an ensemble', () => {
  it('has as its first member the network that the same settings train alone', async () => {
    const data = await tinyData(small, 100);
    const alone = await afterSteps({ ...small, ensembleSize: 1 }, data, 4);
    const { parameters, slots } = await afterSteps(small, data, 4);
    for (const [name, values] of alone.parameters) {
      expect(parameters.get(name)).toEqual(values);
      expect(slots.get(name)).toEqual(alone.slots.get(name));
      if (!name.endsWith('bias')) expect(parameters.get(`member_1/${name}`)).not.toEqual(values);
    }
    expect(parameters.size).toBe(3 * alone.parameters.size);
  });

  it('tells the mean of its members’ figures', async () => {
    const data = await tinyData(small, 100);
    const one = await afterSteps({ ...small, ensembleSize: 1 }, data, 1);
    const two = await afterSteps({ ...small, ensembleSize: 2 }, data, 1);
    const three = await afterSteps(small, data, 1);
    const second = 2 * two.figures[0].loss - one.figures[0].loss;
    const third = 3 * three.figures[0].loss - 2 * two.figures[0].loss;
    for (const loss of [second, third]) expect(Math.abs(loss - one.figures[0].loss)).toBeLessThan(0.1);
    expect(three.figures[0].rows).toBe(small.batchSize);
    expect(second).not.toBe(one.figures[0].loss);
  });

  it('is validated as the one network that it becomes', async () => {
    const data = await tinyData(small, 200);
    const { result } = await trained(small, data);
    const saved = result.epochs.find(({ epoch }) => epoch === result.restoredEpoch);
    const network = new Network(small, sizesOf(data), joinMembers(result.parameters, small, sizesOf(data)));
    const { loss, accuracy } = await evaluate(network, data.validation, chooseBuckets([data.validation]));
    network.dispose();
    expect(accuracy).toBe(saved?.validationAccuracy);
    expect(Math.abs(loss - (saved?.validationLoss ?? NaN))).toBeLessThan(1e-5);
    expect(result.optimizer).toBeNull();
  });

  it('has states that come back from their file bit for bit, in the middle of an epoch too', async () => {
    const data = await tinyData(small, 100);
    const generator = train(small, data, new AbortController().signal, { secondsPerState: 0 });
    const dataset = { name: 'tiny', fingerprint: '', rows: 100 };
    const name = {
      id: 'one',
      name: 'tiny',
      started: 1,
      source: { kind: 'files', name: 'tiny' },
      dataset,
    } as const;
    let inEpoch = 0;
    for await (const event of generator) {
      if (event.type !== 'state') continue;
      if (event.state.epochSums.rows > 0) inEpoch++;
      expect(decodeState(encodeState(event.state, name)).state).toEqual(event.state);
    }
    expect(inEpoch).toBeGreaterThan(3);
  });

  it('holds nothing more after more steps', async () => {
    const data = await tinyData(small, 100);
    const before = memory().numTensors;
    await afterSteps(small, data, 3);
    expect(memory().numTensors).toBe(before);
  });
});
