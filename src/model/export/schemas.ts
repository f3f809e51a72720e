/** What the JSON files of a model zip hold: written from these types, checked against these schemas. */
import * as v from 'valibot';
import { isDecision } from '../../contract/decision.ts';
import { mostClasses } from '../../contract/parts.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { mostIds } from '../data/encode.ts';
import { markupRule } from '../data/markup.ts';
import { readingOf } from '../data/reading.ts';
import { paddingId, unknownId } from '../data/vocabulary.ts';
import { tokenPattern } from '../data/tokenize.ts';
import type { TestReport } from '../../contract/results.ts';
import { layersOf, type NetworkSizes } from '../network/layers.ts';
import { derived } from '../evaluation/index.ts';
import { utf8 } from './bytes.ts';
import { formatName, formatVersion, sizesOf } from './saved-model.ts';
import type { Metrics, SavedEpoch, SavedModel } from './saved-model.ts';
import { summarizeSeen } from './seen-file.ts';
import { sha256 } from './sha256.ts';
import { weightsFile } from './tfjs-model.ts';
import { markupOf, tokenizerRule, tokenizerVersionOf, tokenizerVersions } from './tokenizer-rules.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const classNamesSchema = v.pipe(
  v.array(v.string()),
  v.minLength(2),
  v.maxLength(mostClasses),
  v.check((names) => new Set(names).size === names.length),
);

/** The network's layers as the prediction programs walk them: without what only training needs of parameters. */
export function describeLayers(config: RunConfig, sizes: NetworkSizes) {
  return layersOf(config, sizes).map(({ parameters, ...layer }) => ({
    ...layer,
    parameters: parameters.map(({ name, shape }) => ({ name, shape })),
  }));
}

/** `settings.json` */
export function writeSettings(saved: SavedModel) {
  const { config, classNames, decision, seen, trainedOn } = saved;
  return {
    format: formatName,
    version: formatVersion,
    config,
    classNames,
    decision: { temperature: decision.temperature, weights: decision.weights },
    tokenizer: {
      rule: tokenizerRule,
      version: tokenizerVersionOf(readingOf(saved)),
      word: tokenPattern(config),
      ...markupOf(saved.cleaning),
      paddingId,
      unknownId,
    },
    layers: describeLayers(config, sizesOf(saved)),
    vocabulary: { count: saved.vocabulary.length, fingerprint: vocabularyFingerprint(saved.vocabulary) },
    ...(seen && { seenTexts: summarizeSeen(seen) }),
    trainedOn,
  };
}

/** SHA-256 of the words, the special ones too, in UTF-8 with a line feed between them. */
export function vocabularyFingerprint(vocabulary: readonly string[]): string {
  return sha256(utf8(vocabulary.join('\n')));
}

/** What a tfjs model carries along in `userDefinedMetadata`, so that it can be read without settings.json. */
export const carriedSchema = v.looseObject({
  userDefinedMetadata: v.looseObject({ forgetGate: v.looseObject({}) }),
});

/** Looked at first, so that a file of a later version gets a sentence of its own. */
export const headSchema = v.looseObject({ format: v.literal(formatName), version: v.number() });

const markupSchema = v.strictObject({
  inline: v.literal(markupRule.inline),
  silent: v.literal(markupRule.silent),
  entities: v.strictObject(
    Object.fromEntries(Object.entries(markupRule.entities).map(([name, meant]) => [name, v.literal(meant)])),
  ),
});

const settingsObject = v.strictObject({
  format: v.literal(formatName),
  version: v.picklist([1, 2, 3, 4, 5, 6, formatVersion]),
  /** Checked by `parseRunConfig`. An array would pass there, as settings that all take their default. */
  config: v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  classNames: classNamesSchema,
  /** Not in files before version 6. */
  decision: v.optional(v.strictObject({ temperature: v.number(), weights: v.array(v.number()) })),
  tokenizer: v.strictObject({
    rule: v.literal(tokenizerRule),
    version: v.picklist(tokenizerVersions),
    word: v.string(),
    /** Where markup is taken out: by this rule, and no other. */
    markup: v.optional(markupSchema),
    paddingId: v.literal(paddingId),
    unknownId: v.literal(unknownId),
  }),
  /** Not in files before version 4. It follows from `config`: `readSettings` sees that it does. */
  layers: v.optional(v.array(v.unknown())),
  /** Not in files of version 1. */
  vocabulary: v.optional(v.strictObject({ count, fingerprint: v.string() })),
  /** Not in files before version 3, and not where it is not known. */
  seenTexts: v.optional(v.strictObject({ trained: count, validated: count, fingerprint: v.string() })),
  trainedOn: v.strictObject({ name: v.string(), fingerprint: v.string() }),
});

export const settingsSchema = v.pipe(
  settingsObject,
  v.forward(
    v.check(({ decision, classNames }) => !decision || isDecision(decision, classNames.length)),
    ['decision'],
  ),
);

/** JSON has no NaN: where a run diverged, a measurement is written as null. */
const measurement = v.pipe(
  v.nullable(v.pipe(v.number(), v.finite())),
  v.transform((value) => value ?? Number.NaN),
);

const epochSchema = v.strictObject({
  type: v.literal('epoch'),
  epoch: count,
  loss: measurement,
  accuracy: measurement,
  validationLoss: measurement,
  validationAccuracy: measurement,
  learningRate: measurement,
  /** In files that were written when they held it: it says how fast a machine was, and nothing of the model. */
  seconds: v.optional(measurement),
});

const difference = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const comparisonSchema = v.strictObject({
  accuracy: share,
  difference,
  interval: v.strictTuple([difference, difference]),
  onlyNetwork: count,
  onlyBaseline: count,
  pValue: share,
});

const isSquare = (matrix: number[][], size: number) =>
  matrix.length === size && matrix.every((row) => row.length === size);

const testSchema = v.pipe(
  v.strictObject({
    rows: count,
    accuracy: share,
    loss: measurement,
    confusion: v.array(v.array(count)),
    precision: v.nullable(share),
    recall: v.nullable(share),
    f1: v.nullable(share),
    majorityAccuracy: share,
    /** Not in files before version 3. */
    excluded: v.optional(v.nullable(v.strictObject({ trained: count, validated: count })), null),
    /** Absent in older files. */
    baselines: v.optional(
      v.nullable(v.strictObject({ majority: comparisonSchema, bagOfWords: comparisonSchema })),
      null,
    ),
    classNames: classNamesSchema,
  }),
  v.check(({ confusion, classNames }) => isSquare(confusion, classNames.length)),
  v.check((test) => test.confusion.flat().reduce((sum, cell) => sum + cell, 0) === test.rows),
);

export const metricsSchema = v.pipe(
  v.strictObject({
    epochs: v.pipe(v.array(epochSchema), v.maxLength(10_000)),
    /** Absent in older files. */
    restoredEpoch: v.optional(v.nullable(count), null),
    test: v.nullable(testSchema),
  }),
  v.check(
    ({ epochs, restoredEpoch }) =>
      restoredEpoch === null || epochs.some(({ epoch }) => epoch === restoredEpoch),
  ),
);

/**
 * `metrics.json`: the epochs and the test report, without what follows from its figures, and without the
 * mistakes. Those quote reviews of the dataset, which may be private, and a model file is made to be passed on. Times are
 * not in it.
 */
export function writeMetrics({ epochs, restoredEpoch, test }: Metrics) {
  return { epochs: epochs.map(withoutSeconds), restoredEpoch, test: test && stored(test) };
}

/** Equal runs give equal bytes, however long they took. */
function withoutSeconds({ seconds: _seconds, ...rest }: SavedEpoch & { seconds?: number }): SavedEpoch {
  return rest;
}

function stored(test: TestReport): Omit<TestReport, 'mistakes' | keyof ReturnType<typeof derived>> {
  const { mistakes: _mistakes, interval: _interval, verdict: _verdict, reasons: _reasons, ...rest } = test;
  const { advice: _advice, perClass: _perClass, weighted: _weighted, ...figures } = rest;
  return figures;
}

export function readMetrics(metrics: v.InferOutput<typeof metricsSchema>): Metrics {
  const epochs = metrics.epochs.map(withoutSeconds);
  const { restoredEpoch, test } = metrics;
  const whole = test && { ...test, ...derived(test, test.confusion, epochs), mistakes: [] };
  return { epochs, restoredEpoch, test: whole };
}

/** Of `model.json` only what says how `weights.bin` is laid out; the topology follows from the settings. */
export const modelSchema = v.looseObject({
  weightsManifest: v.strictTuple([
    v.strictObject({
      paths: v.strictTuple([v.literal(weightsFile)]),
      weights: v.array(
        v.strictObject({ name: v.string(), shape: v.array(count), dtype: v.literal('float32') }),
      ),
    }),
  ]),
});

/** Every word once, and the two special ones first. */
export function vocabularySchema({
  embeddingStart,
  vocabularySize,
}: Pick<RunConfig, 'embeddingStart' | 'vocabularySize'>) {
  return v.pipe(
    v.array(v.pipe(v.string(), v.minLength(1))),
    v.minLength(2),
    // Words that have a vector are known beyond the vocabulary's size.
    v.maxLength(embeddingStart === 'random' ? vocabularySize : mostIds),
    v.check((words) => words[paddingId] === '<pad>' && words[unknownId] === '<unk>'),
    v.check((words) => new Set(words).size === words.length),
  );
}
