/** Settings to begin with: ours, the same without any word vectors, and the article's. */
import { parseRunConfig, SettingError } from './check.ts';
import { fields, type RunConfig } from './table.ts';
import { tokenKind, type TokenKind } from './token-rule.ts';

/** What presets depend on: reviews that are used, and the tokens that 95% of them have at most. */
export interface DataSize {
  rowsUsed: number;
  p95Length: number;
  /** The same with marks and emoji counted as words; absent where that was not measured. */
  p95WithPunctuation?: number;
  /** The texts are English. */
  isEnglish?: boolean;
  /** English word vectors were built, and can be loaded. */
  hasEnglishVectors?: boolean;
  /** The lengths by tokenization; those above are of *automatic*. */
  lengthsByKind?: Partial<Record<TokenKind, Pick<DataSize, 'p95Length' | 'p95WithPunctuation'>>>;
}

/** What counts as a token: the length limit follows it. */
export type TokenSettings = Partial<Pick<RunConfig, 'punctuation' | 'tokenization'>>;

export const noData: DataSize = { rowsUsed: 0, p95Length: 0 };

export type PresetId = 'recommended' | 'from-scratch' | 'article';

export interface Preset {
  id: PresetId;
  values: Readonly<Partial<RunConfig>>;
  /** The length limit follows the data up to this: 95% of the reviews are read whole. */
  longest?: number;
  /** What changes for a dataset of at least so many rows. */
  large?: { rows: number; values: Partial<RunConfig> };
  /** The embedding starts from word vectors where that was measured to help. */
  startsFromVectors?: boolean;
}

const fromScratch = {
  id: 'from-scratch',
  values: {
    layerSizes: [64],
    embeddingSize: 64,
    embeddingRange: 0.05,
    bidirectional: true,
    pooling: 'mean-max',
    keepProb: 0.5,
    embeddingKeepProb: 0.5,
    adversarialNoise: 0.5,
    epochs: 10,
    batchSize: 32,
    optimizer: 'adam',
    learningRate: 0.002,
    loss: 'cross-entropy',
    gradientClip: 5,
    earlyStopping: 3,
  },
  longest: 300,
  large: {
    rows: 10_000,
    values: {
      vocabularySize: 20_000,
      maxLength: 300,
      embeddingSize: 64,
      keepProb: 0.7,
      embeddingKeepProb: 0.4,
      featureKeepProb: 0.5,
      wordKeepProb: 0.9,
      adversarialNoise: 0,
      epochs: 4,
      batchSize: 64,
      schedule: 'one-cycle',
      learningRate: 0.004,
      gradientClip: 1,
      earlyStopping: 0,
    },
  },
} as const satisfies Preset;

/** Texts are short where 95% of them have at most so many tokens. */
const shortLength = 100;

/**
 * What the embedding starts from, and how long it learns and reads: by rows, length and language, as measured in `docs/accuracy.md`.
 * The embedding is as large as the English vectors.
 */
const starts = {
  fewEnglish: {
    embeddingStart: 'english',
    embeddingSize: 100,
    embeddingRate: 0.25,
    adversarialNoise: 0,
    epochs: 20,
  },
  manyShortEnglish: { embeddingStart: 'english', embeddingSize: 100, embeddingRate: 1, epochs: 8 },
  manyLongEnglish: {
    embeddingStart: 'english',
    embeddingSize: 100,
    embeddingRate: 1,
    embeddingKeepProb: 0.6,
    maxLength: 400,
    learningRate: 0.006,
    epochs: 3,
    refitBias: true,
  },
  manyShort: { embeddingStart: 'learned', embeddingSize: 100 },
} as const satisfies Record<string, Partial<RunConfig>>;

type Start = keyof typeof starts;

/**
 * The article is Garrett Hoffman, "Introduction to LSTMs with TensorFlow", O'Reilly 2018. Its network, loss and optimizer are kept;
 * how long it learns, and how fast, follows the rows, as measured in `docs/accuracy.md`.
 */
export const presets: readonly Preset[] = [
  { ...fromScratch, id: 'recommended', startsFromVectors: true },
  fromScratch,
  {
    id: 'article',
    values: {
      layerSizes: [128, 64],
      embeddingSize: 300,
      embeddingRange: 1,
      bidirectional: false,
      pooling: 'last',
      keepProb: 0.5,
      embeddingKeepProb: 1,
      wordKeepProb: 1,
      epochs: 15,
      batchSize: 32,
      optimizer: 'adadelta',
      learningRate: 2,
      loss: 'mean-squared-error',
      gradientClip: 0,
      earlyStopping: 0,
    },
    large: { rows: 10_000, values: { epochs: 10, schedule: 'one-cycle', learningRate: 4 } },
  },
];

/**
 * The defaults with a preset's values over them.
 * @param size of the dataset, where it is known: some presets depend on it
 * @param tokens the answer has the defaults of these
 * @throws {SettingError} when there is no such preset
 */
export function presetConfig(
  id: string = presets[0].id,
  size: DataSize = noData,
  tokens: TokenSettings = {},
): RunConfig {
  const preset = presets.find((candidate) => candidate.id === id);
  if (!preset) throw new SettingError({ kind: 'preset', name: id });
  const length = lengthFor(preset, lengthOf(size, tokens));
  return parseRunConfig({ ...preset.values, ...length, ...valuesFor(preset, size) });
}

function isLarge({ large }: Preset, { rowsUsed }: DataSize): boolean {
  return large !== undefined && rowsUsed >= large.rows;
}

/** What changes for the data. */
function valuesFor(preset: Preset, size: DataSize): Partial<RunConfig> {
  const start = startOf(preset, size, size.hasEnglishVectors === true);
  return { ...(isLarge(preset, size) && preset.large?.values), ...(start && starts[start]) };
}

/** Null: from random numbers. */
function startOf(preset: Preset, size: DataSize, hasEnglish: boolean): Start | null {
  if (!preset.startsFromVectors || size.rowsUsed === 0) return null;
  const isEnglish = size.isEnglish === true && hasEnglish;
  if (!isLarge(preset, size)) return isEnglish ? 'fewEnglish' : null;
  const isShort = size.p95Length <= shortLength;
  if (isEnglish) return isShort ? 'manyShortEnglish' : 'manyLongEnglish';
  return isShort ? 'manyShort' : null;
}

/** What of a dataset a preset follows, and what it chose by that. */
export type PresetReason =
  | {
      kind: 'rows';
      rows: number;
      limit: number;
      epochs: number;
      earlyStopping: number;
      vocabularySize: number;
    }
  | { kind: 'length'; p95Length: number; maxLength: number }
  | { kind: 'start'; start: RunConfig['embeddingStart'] }
  /** English vectors would be taken, were they there. */
  | { kind: 'no-english' };

/**
 * Why a preset chose as it did for a dataset; nothing of a preset that is the same for all, or without a dataset.
 * @throws {SettingError} when there is no such preset
 */
export function presetReasons(
  id: string = presets[0].id,
  size: DataSize = noData,
  tokens: TokenSettings = {},
): PresetReason[] {
  const config = presetConfig(id, size, tokens);
  const preset = presets.find((candidate) => candidate.id === id);
  if (size.rowsUsed === 0) return [];
  const { epochs, earlyStopping, vocabularySize, maxLength } = config;
  const { rowsUsed: rows } = size;
  const reasons: PresetReason[] = [];
  if (preset?.large)
    reasons.push({ kind: 'rows', rows, limit: preset.large.rows, epochs, earlyStopping, vocabularySize });
  if (preset?.longest !== undefined)
    reasons.push({ kind: 'length', p95Length: lengthOf(size, tokens), maxLength });
  if (preset?.startsFromVectors) reasons.push(...startReasons(preset, size));
  return reasons;
}

function startReasons(preset: Preset, size: DataSize): PresetReason[] {
  const start = startOf(preset, size, size.hasEnglishVectors === true);
  const withEnglish = startOf(preset, size, true);
  return [
    ...(start ? [{ kind: 'start', start: starts[start].embeddingStart } as const] : []),
    ...(withEnglish !== start ? [{ kind: 'no-english' } as const] : []),
  ];
}

/** Long reviews take long to train on: the limit rises only as far as the data needs it. */
function lengthFor({ longest }: Preset, length: number): Partial<RunConfig> {
  const least = fields.maxLength.default;
  if (longest === undefined || length <= least) return {};
  return { maxLength: Math.min(longest, Math.ceil(length / 10) * 10) };
}

function lengthOf(
  size: DataSize,
  { punctuation = false, tokenization = 'automatic' }: TokenSettings,
): number {
  const kind = tokenization === 'automatic' ? null : tokenKind(tokenization);
  const asked = (kind && size.lengthsByKind?.[kind]) ?? size;
  const { p95Length, p95WithPunctuation = p95Length } = asked;
  return punctuation ? p95WithPunctuation : p95Length;
}
