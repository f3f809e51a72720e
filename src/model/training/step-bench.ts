/** A training step on made-up data, for measuring: the same words, labels and first weights for every contender. */
import { chooseBackend } from '../backends/choose.ts';
import type { ComputeBackend } from '../backends/handle.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { buildVocabulary, chooseBuckets, planBatches, Random } from '../data/index.ts';
import type { EncodedPart, PreparedData } from '../data/index.ts';
import { parameterSpecs } from '../network/layers.ts';
import { initialParameters } from '../network/parameters.ts';
import { noVectors } from '../vectors/fit.ts';
import { Stepper } from './stepper.ts';

export interface SyntheticWork {
  data: PreparedData;
  /** First weights by name, as `parameterSpecs` lists them. */
  parameters: Map<string, Float32Array>;
}

/** One batch of full rows of random words (none of them padding or unknown) with random labels. */
export function syntheticWork(config: RunConfig): SyntheticWork {
  const { batchSize, maxLength, vocabularySize, seed } = config;
  const random = new Random(seed, 4_711);
  const words = Array.from({ length: vocabularySize - 2 }, (_, i) => `word${i}`);
  const vocabulary = buildVocabulary(
    words,
    words.map(() => 1),
    vocabularySize,
  );
  const train: EncodedPart = {
    tokens: Uint16Array.from({ length: batchSize * maxLength }, () => 2 + random.below(vocabularySize - 2)),
    offsets: Int32Array.from({ length: batchSize + 1 }, (_, row) => row * maxLength),
    classes: Uint8Array.from({ length: batchSize }, () => random.below(2)),
  };
  const rows = Int32Array.from({ length: batchSize }, (_, row) => row);
  const indices = { train: rows, validation: rows, test: rows };
  const seen = { trained: new Float64Array(0), validated: new Float64Array(0) };
  const parts = { train, validation: train, test: train, indices };
  const classCount = 2;
  const data = { vocabulary, ...parts, classCount, seen, base: null, reviewsCut: 0, ...noVectors };
  const specs = parameterSpecs(config, { words: vocabulary.size, classes: classCount });
  return { data, parameters: initialParameters(specs, seed) };
}

export interface StepTimes {
  /** Milliseconds of each timed step, its figures read back. */
  times: number[];
  /** Of every step, the warm-up's first: equal weights and data give equal losses. */
  losses: number[];
  adapter: string;
}

/** Times steps of our own network on a backend. @throws {BackendError} when it can't be used */
export async function timeSteps(
  config: RunConfig,
  backend: ComputeBackend,
  warmUp: number,
  timed: number,
): Promise<StepTimes> {
  const { handle } = await chooseBackend(backend, null);
  const { data } = syntheticWork(config);
  const [plan] = planBatches(data.train, {
    batchSize: config.batchSize,
    buckets: chooseBuckets([data.train]),
    shuffle: false,
    seed: config.seed,
    epoch: 1,
  });
  const stepper = new Stepper(config, data);
  const times: number[] = [];
  const losses: number[] = [];
  for (let i = 0; i < warmUp + timed; i++) {
    const started = performance.now();
    stepper.run(plan);
    const [{ loss }] = await stepper.pending.read();
    if (i >= warmUp) times.push(performance.now() - started);
    losses.push(loss);
  }
  stepper.dispose();
  const { adapter } = handle;
  handle.dispose();
  return { times, losses, adapter };
}
