/** Models for the tests of this folder, and the network in float64 to check their answers. */
import { defaultDecision, type Decision } from '../../../contract/decision.ts';
import { parseRunConfig, type RunConfig } from '../../../contract/settings.ts';
import { Random } from '../../data/random.ts';
import { derived, scores } from '../../evaluation/index.ts';
import { cellNames, cells } from '../../network/cells.ts';
import { parameterSpecs, sizeOf } from '../../network/layers.ts';
import { denseReference } from '../../ops/dense/reference.ts';
import { embeddingReference } from '../../ops/embedding/reference.ts';
import { cellReferences } from '../../network/cell-references.ts';
import { poolReference } from '../../ops/pooling/reference.ts';
import type { BaselineComparison, ConfusionMatrix, TestReport } from '../../../contract/results.ts';
import type { SavedEpoch, SavedModel } from '../saved-model.ts';

export const words = [
  ...['the', 'a', 'film', 'food', 'good', 'bad', 'not', 'very', "don't", 'naïve', 'phở', '10'],
  ...['constructor', '__proto__', 'Great', 'great', 'a'.repeat(300)],
  ...['phim', 'rất', 'hay', 'dở', 'ngon', 'không', '!', '😀', '𝒳𝓎'],
];

/** Words that a network knows by vectors alone: more than its vocabulary's size has room for. */
const vectorWords = Array.from({ length: 60 }, (_, i) => `vectors${i}`);

const epochs: SavedEpoch[] = [
  {
    type: 'epoch',
    epoch: 1,
    loss: 0.6931,
    accuracy: 0.5,
    validationLoss: 0.69,
    validationAccuracy: 0.55,
    learningRate: 0.001,
  },
];
/** Ten reviews. */
const confusions: Record<number, ConfusionMatrix> = {
  2: [
    [4, 1],
    [2, 3],
  ],
  3: [
    [3, 1, 0],
    [1, 3, 0],
    [0, 1, 1],
  ],
};
const tested = {
  rows: 10,
  accuracy: 0.7,
  majorityAccuracy: 0.5,
  baselines: {
    majority: comparison(0.5, 4, 2),
    bagOfWords: comparison(0.6, 2, 1),
  },
};

function comparison(accuracy: number, onlyNetwork: number, onlyBaseline: number): BaselineComparison {
  const difference = (onlyNetwork - onlyBaseline) / 10;
  return { accuracy, difference, interval: [-0.3, 0.6], onlyNetwork, onlyBaseline, pValue: 0.6875 };
}

/**
 * A small model with random parameters, large enough that every one of them shows in the answer. Those of two and of
 * three classes were tested.
 */
export function savedModel(
  values: Partial<RunConfig> = {},
  seed = 1,
  classNames: readonly string[] = ['negative', 'positive'],
  decision: Decision = defaultDecision(classNames.length),
): SavedModel {
  const config = parseRunConfig({
    embeddingSize: 5,
    layerSizes: [7, 3],
    maxLength: 12,
    tokenization: 'words',
    ...values,
  });
  const vocabulary = ['<pad>', '<unk>', ...words, ...(config.embeddingStart === 'random' ? [] : vectorWords)];
  const random = new Random(seed);
  const draw = () => Math.fround(2 * random.uniform() - 1);
  const parameters = new Map(
    parameterSpecs(config, { words: vocabulary.length, classes: classNames.length }).map((spec) => [
      spec.name,
      Float32Array.from({ length: sizeOf(spec) }, draw),
    ]),
  );
  return {
    config,
    cleaning: { stripMarkup: false },
    vocabulary,
    classNames,
    decision,
    parameters,
    metrics: {
      epochs,
      restoredEpoch: 1,
      test: testOf(classNames),
    },
    seen: {
      trained: Float64Array.of(0, 7, 2 ** 32, 2 ** 48 - 1),
      validated: Float64Array.of(5, 2 ** 40 + 3),
    },
    trainedOn: { name: 'My reviews', fingerprint: '0123456789abcdef' },
  };
}

function testOf(classNames: readonly string[]): TestReport | null {
  const confusion = confusions[classNames.length];
  if (!confusion) return null;
  const { precision, recall, f1 } = scores(confusion);
  return {
    ...tested,
    loss: 0.6,
    confusion,
    precision,
    recall,
    f1,
    ...derived({ ...tested, classNames }, confusion, epochs),
    excluded: { trained: 8, validated: 3 },
    mistakes: [],
    classNames,
  };
}

/** The probability of class 1 in float64, by the references of the ops. */
export function referenceProbability(saved: SavedModel, ids: readonly number[]): number {
  return referenceProbabilities(saved, ids)[1];
}

/** The probability of each class. */
export function referenceProbabilities(saved: SavedModel, ids: readonly number[]): Float64Array {
  const { config } = saved;
  const { ensembleSize } = config;
  const layerSizes = config.layerSizes.map((units) => units * ensembleSize);
  const read = (name: string) => Float64Array.from(saved.parameters.get(name) ?? []);
  const time = ids.length;
  const lengths = Int32Array.of(time);
  let x = embeddingReference(Int32Array.from(ids), read('embedding'), config.embeddingSize * ensembleSize);
  let outputs = [x];
  layerSizes.forEach((hidden, layer) => {
    outputs = (config.bidirectional ? ['forward', 'backward'] : ['forward']).map((direction) => {
      const prefix = `${cells[config.cell].prefix}_${layer}/${direction}`;
      return cellReferences[config.cell].forward({
        x,
        lengths,
        kernel: read(`${prefix}/kernel`),
        recurrentKernel: read(`${prefix}/recurrent_kernel`),
        bias: read(`${prefix}/bias`),
        batch: 1,
        time,
        inputs: x.length / time,
        hidden,
        reverse: direction === 'backward',
      }).sequence;
    });
    x = joined(outputs, time);
  });
  const hidden = layerSizes[layerSizes.length - 1];
  const modes = config.pooling === 'mean-max' ? (['mean', 'max'] as const) : [config.pooling];
  const features = modes.flatMap((mode) =>
    outputs.flatMap((output, way) => {
      // Read backwards, the last output is that of the first word.
      const own = mode === 'last' && way === 1 ? 'first' : mode;
      return [...poolReference(output, { batch: 1, time, hidden, mode: own, lengths })];
    }),
  );
  const logits = denseReference(Float64Array.from(features), read('dense/kernel'), read('dense/bias'));
  const { temperature } = saved.decision;
  const shares = Float64Array.from(logits.length === 1 ? [0, logits[0]] : logits, (logit) =>
    Math.exp(logit / temperature),
  );
  return shares.map((share) => share / shares.reduce((sum, one) => sum + one, 0));
}

/** [T,H] of each direction side by side, [T,2H]. */
function joined(outputs: readonly Float64Array[], time: number): Float64Array {
  const hidden = outputs[0].length / time;
  const rows = Array.from({ length: time }, (_, t) =>
    outputs.flatMap((output) => [...output.subarray(t * hidden, (t + 1) * hidden)]),
  );
  return Float64Array.from(rows.flat());
}

/**
 * How far a program's answer for a text is from the references, at most.
 * @param answer the probability of each class, or of two classes that of class 1 alone
 */
export function differenceFromReference(
  saved: SavedModel,
  ids: readonly number[],
  answer: ArrayLike<number>,
): number {
  const expected = referenceProbabilities(saved, ids);
  const compared = answer.length === 1 && expected.length === 2 ? expected.subarray(1) : expected;
  const differences = Array.from(compared, (probability, i) => Math.abs(answer[i] - probability));
  // NaN where there is an answer too few, and where one is no number.
  return answer.length > compared.length ? Number.NaN : Math.max(...differences);
}

type NamedNetwork = [
  name: string,
  values: Partial<RunConfig>,
  classNames: readonly string[],
  decision?: Decision,
];

/** Of sizes that are no round numbers, bidirectional, with each pooling. */
const shapes: readonly (readonly [name: string, values: Partial<RunConfig>])[] = [
  ['last, one layer', { pooling: 'last', layerSizes: [6] }],
  [
    'last, 7 5 3 bidirectional',
    { pooling: 'last', layerSizes: [7, 5, 3], bidirectional: true, keepProb: 0.5 },
  ],
  ['mean, 7 5 3', { pooling: 'mean', layerSizes: [7, 5, 3], punctuation: true }],
  ['mean, one cell bidirectional', { pooling: 'mean', layerSizes: [1], bidirectional: true, keepProb: 1 }],
  ['max, one layer', { pooling: 'max', layerSizes: [11], keptEnd: 'start' }],
  [
    'max, 7 5 3 bidirectional',
    { pooling: 'max', layerSizes: [7, 5, 3], bidirectional: true, lowercase: false },
  ],
  ['mean-max, 5 1 4', { pooling: 'mean-max', layerSizes: [5, 1, 4], lowercase: false, punctuation: true }],
  [
    'mean-max, 9 6 bidirectional',
    { pooling: 'mean-max', layerSizes: [9, 6], bidirectional: true, embeddingSize: 13, featureKeepProb: 0.5 },
  ],
];

/** Those for which the other cells differ in what formats write: one layer and three, bidirectional, sequences and not. */
const shapesOfOthers = shapes.filter((_, i) => [0, 1, 5, 6].includes(i));

export const threeClasses = ['negative', 'neutral', 'positive'];
export const fiveClasses = ['1', '2', '3', '4', '5'];
const shapeOfMany: Partial<RunConfig> = { pooling: 'mean-max', layerSizes: [7, 3], bidirectional: true };

/** One that changes probabilities and classes, of two and of three classes. */
export const decided: Record<2 | 3, Decision> = {
  2: { temperature: 2.5, weights: [0.1, 0.9] },
  3: { temperature: 0.4, weights: [1, 3, 0.5] },
};

/** Networks of one layer and of three, of each cell, of three and five classes, of an ensemble, and with a decision. */
export const networks: readonly NamedNetwork[] = [
  ...cellNames.flatMap((cell) =>
    (cell === 'lstm' ? shapes : shapesOfOthers).map(([name, values]): NamedNetwork => [
      `${cell}, ${name}`,
      { ...values, cell },
      ['negative', 'positive'],
    ]),
  ),
  [
    'from vectors',
    { pooling: 'max', layerSizes: [4], vocabularySize: 50, embeddingStart: 'file', embeddingRate: 0.25 },
    ['negative', 'positive'],
  ],
  [
    'joined from an ensemble',
    { pooling: 'mean-max', layerSizes: [3, 2], embeddingSize: 4, bidirectional: true, ensembleSize: 2 },
    threeClasses,
  ],
  ['three classes', shapeOfMany, threeClasses],
  ['five classes', shapeOfMany, fiveClasses],
  ['two classes, decided', { pooling: 'last' }, ['negative', 'positive'], decided[2]],
  ['three classes, decided', shapeOfMany, threeClasses, decided[3]],
];
