/** Made-up answers for the fake worker: plausible, quick, and the same each time. Never shipped. */
import { defaultDecision } from '../../contract/decision.ts';
import type {
  BackendReport,
  DatasetSummary,
  EpochEvent,
  MeasuredRun,
  ModelSummary,
  Prediction,
  RunConfig,
  RunTest,
  SampleDataset,
  StepEvent,
  StepProfile,
  TestReport,
} from '../../workers/protocol.ts';

export const fakeSamples: SampleDataset[] = [
  {
    id: 'uci-sentences',
    name: 'Sentences from reviews',
    description: 'Single sentences about products, films and restaurants. Ready in a second.',
    file: 'datasets/uci-sentences.reviews',
    bytes: 118_000,
    rows: 2_980,
    source: 'UCI Machine Learning Repository, “Sentiment Labelled Sentences”',
    citation:
      'D. Kotzias, M. Denil, N. de Freitas, P. Smyth: From Group to Individual Labels using Deep Features. KDD 2015.',
    licence: 'CC BY 4.0',
  },
  {
    id: 'imdb',
    name: 'Film reviews',
    description: 'Whole film reviews, some of them long. Takes minutes on a GPU.',
    file: 'datasets/imdb.reviews',
    bytes: 25_400_000,
    rows: 49_582,
    source: 'Large Movie Review Dataset',
    citation:
      'A. Maas, R. Daly, P. Pham, D. Huang, A. Ng, C. Potts: Learning Word Vectors for Sentiment Analysis. ACL 2011.',
    licence: 'No licence of their own was found; for use on your own machine only.',
  },
];

export function fakeSummary(name: string, rows: number): DatasetSummary {
  return {
    name,
    rowsRead: rows + 20,
    rowsUsed: rows,
    excluded: [
      { reason: 'duplicate', count: 17 },
      { reason: 'empty-text', count: 3 },
    ],
    provided: null,
    corrections: 0,
    fingerprint: name,
    classCounts: [Math.round(rows * 0.498), rows - Math.round(rows * 0.498)],
    classNames: ['negative', 'positive'],
    classLabels: ['0', '1'],
    isEnglish: true,
    medianLength: 11,
    p95Length: 27,
    p95WithPunctuation: 31,
    tokenization: { rule: 'words', why: null },
    lengthsByKind: {
      words: { medianLength: 11, p95Length: 27, p95WithPunctuation: 31 },
      characters: { medianLength: 48, p95Length: 118, p95WithPunctuation: 122 },
      segmenter: { medianLength: 11, p95Length: 27, p95WithPunctuation: 31 },
    },
    examples: [
      {
        text: 'So there is no way for me to plug it in here in the US unless I go by a converter.',
        class: 0,
      },
      { text: 'Good case, excellent value.', class: 1 },
      { text: 'The mic is great.', class: 1 },
      { text: 'Tied to charger for conversations lasting more than 45 minutes. Major problems!', class: 0 },
    ],
  };
}

export const fakeBackends: BackendReport = {
  secondsForRun: 12,
  chosen: 'webgpu',
  adapter: 'NVIDIA GeForce RTX 3060',
  reason: {
    code: 'backend-fastest',
    name: 'webgpu',
    adapter: 'NVIDIA GeForce RTX 3060',
    milliseconds: 4.1,
    others: [
      { name: 'webgl', milliseconds: 11, why: null },
      { name: 'wasm', milliseconds: null, why: 'unusable' },
    ],
  },
  candidates: [
    {
      name: 'webgpu',
      usable: true,
      adapter: 'NVIDIA GeForce RTX 3060',
      millisecondsPerStep: 4.1,
      problem: null,
    },
    {
      name: 'webgl',
      usable: true,
      adapter: 'ANGLE (NVIDIA GeForce RTX 3060)',
      millisecondsPerStep: 11,
      problem: null,
    },
    {
      name: 'wasm',
      usable: false,
      adapter: null,
      millisecondsPerStep: null,
      problem: { code: 'wasm-no-simd' },
    },
  ],
};

/** What a run that asked for this backend reports. */
export function fakeBackendsFor(wanted: RunConfig['backend']): BackendReport {
  if (wanted === 'auto') return fakeBackends;
  const candidates = fakeBackends.candidates.filter(({ name }) => name === wanted);
  return { ...fakeBackends, chosen: wanted, adapter: candidates[0]?.adapter ?? null, candidates };
}

export const fakeProfile: StepProfile = {
  backend: 'webgpu',
  adapter: 'NVIDIA GeForce RTX 3060',
  rows: 32,
  length: 28,
  phases: [
    { name: 'data', milliseconds: 0.1 },
    { name: 'embedding', milliseconds: 0.05 },
    { name: 'forward', milliseconds: 1.2 },
    { name: 'backward', milliseconds: 1.9 },
    { name: 'update', milliseconds: 0.4 },
    { name: 'readback', milliseconds: 0.35 },
  ],
  stepMilliseconds: 4.1,
  bytesHeld: 48_300_000,
  tensors: 28,
  kernels: [
    { name: 'lstmBackward', calls: 2, milliseconds: 1.61 },
    { name: 'lstmForward', calls: 2, milliseconds: 1.05 },
  ],
};

/** A wave that looks like noise and is the same each time. */
const noise = (step: number) => Math.sin(step * 12.9898) * 0.5 + Math.sin(step * 4.1414) * 0.5;

export function fakeStep(config: RunConfig, step: number, totalSteps: number): StepEvent {
  const done = step / totalSteps;
  const stepsPerEpoch = totalSteps / config.epochs;
  return {
    type: 'step',
    epoch: Math.min(config.epochs, Math.ceil(step / stepsPerEpoch)),
    step,
    totalSteps,
    loss: Math.max(0.02, 0.7 * Math.exp(-2.1 * done) + 0.06 * noise(step)),
    accuracy: Math.min(1, 0.97 - 0.47 * Math.exp(-3 * done) + 0.05 * noise(step + 9)),
    gradientNorm: 1.2,
    learningRate: config.learningRate,
    reviewsPerSecond: 4_180 + 120 * noise(step),
    secondsLeft: (totalSteps - step) * 0.0077,
  };
}

export function fakeEpoch(config: RunConfig, epoch: number): EpochEvent {
  const done = epoch / config.epochs;
  return {
    type: 'epoch',
    epoch,
    loss: 0.7 * Math.exp(-2.1 * (done - 0.5 / config.epochs)),
    accuracy: 0.97 - 0.47 * Math.exp(-3 * done),
    validationLoss: 0.42 + 0.27 * Math.exp(-4 * done) + 0.12 * Math.max(0, done - 0.5),
    validationAccuracy: 0.82 - 0.3 * Math.exp(-4 * done) + 0.005 * noise(epoch),
    learningRate: config.learningRate,
    seconds: 0.58 + 0.02 * noise(epoch),
  };
}

export const fakeTest: TestReport = {
  rows: 298,
  accuracy: 0.8221,
  interval: [0.7747, 0.8613],
  loss: 0.4312,
  confusion: [
    [124, 26],
    [27, 121],
  ],
  precision: 0.8231,
  recall: 0.8176,
  f1: 0.8203,
  perClass: [
    { precision: 0.8212, recall: 0.8267, f1: 0.8239, rows: 150 },
    { precision: 0.8231, recall: 0.8176, f1: 0.8203, rows: 148 },
  ],
  weighted: { precision: 0.8221, recall: 0.8221, f1: 0.8221 },
  excluded: { trained: 800, validated: 100 },
  majorityAccuracy: 0.5034,
  baselines: {
    majority: {
      accuracy: 0.5034,
      difference: 0.3188,
      interval: [0.2435, 0.3898],
      onlyNetwork: 121,
      onlyBaseline: 26,
      pValue: 1.2e-15,
    },
    bagOfWords: {
      accuracy: 0.7919,
      difference: 0.0302,
      interval: [-0.0154, 0.0754],
      onlyNetwork: 28,
      onlyBaseline: 19,
      pValue: 0.243,
    },
  },
  verdict: {
    code: 'not-distinguishable',
    rows: 298,
    difference: 0.0302,
    interval: [-0.0154, 0.0754],
  },
  reasons: [
    { code: 'reason-few-tested', rows: 298, spread: 0.0454 },
    { code: 'reason-rare-words', times: 3, rows: 188, rare: 0.798, frequent: 0.891, fromVectors: false },
  ],
  advice: [
    {
      code: 'validation-rising',
      epoch: 6,
    },
  ],
  mistakes: [
    {
      text: 'I could not recommend it less, and I am not easily disappointed.',
      class: 0,
      predicted: 1,
      probability: 0.981,
    },
    {
      text: 'Not a single bad dish; I would not change a thing.',
      class: 1,
      predicted: 0,
      probability: 0.966,
    },
    { text: 'It was hard to put down.', class: 1, predicted: 0, probability: 0.89 },
  ],
  classNames: ['negative', 'positive'],
};

const { rows, accuracy, loss, f1, majorityAccuracy, excluded, baselines } = fakeTest;
/** What is saved of a run's test. */
export const fakeRunTest: RunTest = { rows, accuracy, loss, f1, majorityAccuracy, excluded, baselines };

/** Better with a higher keep_prob, and a little better with each seed. */
export function fakeMeasured({ keepProb, seed, epochs }: RunConfig): MeasuredRun {
  const validation = Math.min(0.95, 0.6 + 0.2 * keepProb + 0.01 * (seed % 3));
  const packed = btoa('\u00ff'.repeat(25));
  return {
    ...{
      validation,
      validationRows: 200,
      test: validation - 0.02,
      testRows: 200,
      epochs,
      seconds: 2,
      wall: 3,
    },
    baseline: { accuracy: 0.78, difference: validation - 0.8, interval: [-0.04, 0.05] },
    right: { validation: packed, test: packed },
  };
}

export function fakeModel(config: RunConfig, trainedOn: string, epochs: number): ModelSummary {
  return {
    parameterCount: 738_049,
    vocabularyCount: config.vocabularySize,
    classNames: ['negative', 'positive'],
    trainedOn,
    epochs,
    test: null,
    decision: defaultDecision(2),
  };
}

const cheerful = /great|good|excellent|love|warm|best/i;
const gloomy = /bad|poor|worst|not|slow|never/i;

export function fakePrediction(text: string, weights: Prediction['weights'] = null): Prediction {
  const words = text.toLowerCase().match(/[\p{L}\p{N}’']+/gu) ?? [];
  const tone =
    words.filter((word) => cheerful.test(word)).length - words.filter((word) => gloomy.test(word)).length;
  const probability = 1 / (1 + Math.exp(-1.4 * tone - 0.2));
  return {
    probabilities: [1 - probability, probability],
    class: probability > 0.5 ? 1 : 0,
    tokens: words.map((token, place) => ({
      token,
      known: token.length < 9,
      used: place >= words.length - 30,
    })),
    kind: 'words',
    classNames: ['negative', 'positive'],
    weights,
  };
}
