/**
 * A run file: a run's state as one safetensors file: tensors `parameter/NAME`, `slot_0/NAME`, `slot_1/NAME` and, where there was
 * a best epoch, `best/NAME`; `seen` and `base` as tensors of 16 bits a number; all else as JSON in the metadata under `forget_gate_state`. docs/formats.md has it all.
 */
import * as v from 'valibot';
import { mostClasses } from '../../contract/parts.ts';
import { parseStoredConfig, type RunConfig } from '../../contract/settings.ts';
import type { SeenTexts } from '../data/seen-texts.ts';
import { InputError } from '../errors.ts';
import { readSafetensors, writeSafetensors, type Tensor } from '../export/safetensors.ts';
import { trainedSpecs } from '../network/ensemble.ts';
import { sizeOf } from '../network/layers.ts';
import type { ParameterSpec } from '../network/layers.ts';
import type { RunRecord } from '../../contract/runs.ts';
import { formulas } from '../ops/optimizers/registry.ts';
import type { WordVectors } from '../vectors/word-vectors.ts';
import { wholeRun } from './schedule.ts';
import type { Parameters, TrainingState } from './state.ts';

/** What a run is called and where its data came from. */
export type RunName = Pick<RunRecord, 'id' | 'name' | 'started' | 'source' | 'dataset'>;

/** How the command line read a run's data: enough to read it again. */
export interface DataCommand {
  /** The folder that it was started in, absolute. */
  folder: string;
  /** Files and folders, as they were named. */
  paths: string[];
  /** Flags about the data, without their two dashes. */
  flags: Record<string, string | boolean>;
}

const key = 'forget_gate_state';
const version = 2;
const mostEpochs = 10_000;
const longestText = 500;
const longestPath = 4_096;
/** Of a command line with more paths than this nothing is saved. */
const mostPaths = 200;
const mostWords = 100_000;

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(longestText));

const epochSchema = v.strictObject({
  type: v.literal('epoch'),
  epoch: count,
  loss: amount,
  accuracy: share,
  validationLoss: amount,
  validationAccuracy: share,
  learningRate: amount,
  seconds: amount,
});

const cycleSchema = v.strictObject({ epochs: v.pipe(count, v.minValue(1)), peak: share });

const sourceSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('sample'), id: text }),
  v.strictObject({ kind: v.literal('files'), name: text }),
]);

const path = v.pipe(v.string(), v.maxLength(longestPath));

const commandSchema = v.strictObject({
  folder: path,
  paths: v.pipe(v.array(path), v.maxLength(mostPaths)),
  flags: v.pipe(v.record(text, v.union([path, v.boolean()])), v.maxEntries(mostPaths)),
});

const classCountSchema = v.pipe(count, v.minValue(2), v.maxValue(mostClasses));

const headerSchema = v.strictObject({
  version: v.literal(version),
  run: v.strictObject({
    id: text,
    name: text,
    started: count,
    source: sourceSchema,
    dataset: v.strictObject({ name: text, fingerprint: text, rows: count }),
  }),
  /** Only of runs that the command line began. */
  command: v.optional(commandSchema),
  config: v.record(v.string(), v.unknown()),
  /** Absent in files of earlier versions. */
  cleaning: v.optional(v.nullable(v.strictObject({ stripMarkup: v.boolean() })), null),
  /** Absent in files of runs without, and of earlier versions. */
  unlabelled: v.optional(
    v.nullable(
      v.strictObject({
        names: v.pipe(v.array(path), v.maxLength(mostPaths)),
        texts: count,
        fingerprint: text,
      }),
    ),
    null,
  ),
  vocabulary: v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(mostWords)),
  /** Words with vectors that join them when the run ends. Absent in files without. */
  furtherWords: v.optional(v.pipe(v.array(v.string()), v.maxLength(mostWords))),
  /** Absent in files that were written when there were two. */
  classCount: v.optional(classCountSchema, 2),
  step: count,
  /** Means over the members of an ensemble, which need not be whole. */
  epochSums: v.strictObject({ loss: amount, correct: amount, rows: amount }),
  history: v.pipe(v.array(epochSchema), v.maxLength(mostEpochs)),
  /** Whether it continues a network's training, whose seen texts are then there. */
  isFurther: v.boolean(),
  best: v.nullable(v.strictObject({ epoch: count, validationLoss: amount })),
  /** Absent in files that were written when all runs had one. */
  cycles: v.optional(v.pipe(v.array(cycleSchema), v.minLength(1), v.maxLength(mostEpochs))),
  learningRateScale: share,
  setbacks: count,
  seconds: amount,
});

/**
 * The state as bytes; equal states give equal bytes.
 * @param command how the command line read the data; one that is too long for the file is not saved
 */
export function encodeState(
  state: TrainingState,
  run: RunName,
  command: DataCommand | null = null,
): Uint8Array<ArrayBuffer> {
  const { parameters, slots, best, dataset: _, seen, base, divergences, further, ...plain } = state;
  const sizes = { words: state.vocabulary.length, classes: state.classCount };
  const specs = trainedSpecs(state.config, sizes);
  const tensors = new Map<string, Tensor>();
  const add = (name: string, { shape }: ParameterSpec, values: Float32Array | undefined) => {
    if (!values) throw new RangeError(`The state has no ${name}.`);
    tensors.set(name, { shape, values });
  };
  for (const spec of specs) {
    add(`parameter/${spec.name}`, spec, parameters.get(spec.name));
    for (let slot = 0; slot < formulas[state.config.optimizer].slots.length; slot++)
      add(`slot_${slot}/${spec.name}`, spec, slots.get(spec.name)?.[slot]);
    if (best) add(`best/${spec.name}`, spec, best.parameters.get(spec.name));
  }
  addSeen(tensors, 'seen', seen);
  if (base) addSeen(tensors, 'base', base);
  if (further)
    tensors.set(furtherName, { shape: [further.words.length, further.size], values: further.values });
  const header = {
    version,
    run,
    ...(command && v.is(commandSchema, command) && { command }),
    ...plain,
    ...(further && { furtherWords: further.words }),
    setbacks: divergences,
    isFurther: base !== null,
    best: best && { epoch: best.epoch, validationLoss: best.validationLoss },
  };
  return writeSafetensors(tensors, { [key]: JSON.stringify(header) });
}

const oldSchema = v.looseObject({ version: v.literal(1) });
const damaged = { code: 'run-file-damaged' } as const;

/** @throws {InputError} for bytes that are no state, or not a whole one */
export function decodeState(bytes: Uint8Array): {
  state: TrainingState;
  run: RunName;
  command: DataCommand | null;
} {
  const { metadata, tensors } = readSafetensors(bytes);
  const json = metadata.get(key);
  if (json === undefined) throw new InputError({ code: 'not-a-run-file' });
  const {
    run,
    command = null,
    best,
    isFurther,
    setbacks,
    furtherWords,
    version: _,
    ...header
  } = parseHeader(json);
  const config = checkedConfig(header.config);
  const sizes = { words: header.vocabulary.length, classes: header.classCount };
  const take = takeFrom(tensors, trainedSpecs(config, sizes));
  const parameters = take('parameter');
  const slots = Array.from({ length: formulas[config.optimizer].slots.length }, (__, slot) =>
    take(`slot_${slot}`),
  );
  const state: TrainingState = {
    ...header,
    config,
    cycles: header.cycles ?? wholeRun(config),
    divergences: setbacks,
    dataset: run.dataset.fingerprint,
    seen: takeSeen(tensors, 'seen'),
    base: isFurther ? takeSeen(tensors, 'base') : null,
    further: furtherWords ? takeFurther(tensors, furtherWords, config) : null,
    parameters,
    slots: new Map(
      [...parameters.keys()].map((name) => [
        name,
        slots.map((slot) => slot.get(name) ?? new Float32Array(0)),
      ]),
    ),
    best: best && { ...best, parameters: take('best') },
  };
  if (tensors.size > 0) throw new InputError(damaged);
  return { state, run, command };
}

function parseHeader(json: string): v.InferOutput<typeof headerSchema> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new InputError(damaged);
  }
  if (v.is(oldSchema, value)) throw new InputError({ code: 'run-file-too-old' });
  const result = v.safeParse(headerSchema, value);
  if (!result.success) throw new InputError(damaged);
  return result.output;
}

const seenSets = ['trained', 'validated'] as const;

/** Keys of 48 bits as [n,3] numbers of 16 bits, the highest first: float32 holds them exactly. */
function addSeen(tensors: Map<string, Tensor>, prefix: string, seen: SeenTexts): void {
  for (const set of seenSets) {
    const keys = seen[set];
    const values = new Float32Array(3 * keys.length);
    keys.forEach((textKey, i) => {
      values[3 * i] = Math.floor(textKey / 2 ** 32);
      values[3 * i + 1] = (textKey >>> 16) & 0xffff;
      values[3 * i + 2] = textKey & 0xffff;
    });
    tensors.set(`${prefix}/${set}`, { shape: [keys.length, 3], values });
  }
}

function takeSeen(tensors: Map<string, Tensor>, prefix: string): SeenTexts {
  const [trained, validated] = seenSets.map((set) => {
    const name = `${prefix}/${set}`;
    const tensor = tensors.get(name);
    tensors.delete(name);
    if (tensor?.shape.length !== 2 || tensor.shape[1] !== 3) throw new InputError(damaged);
    return keysOf(tensor.values);
  });
  return { trained, validated };
}

const furtherName = 'further/embedding';

/** @throws {InputError} unless there is a vector for each of the words, as large as the embedding's */
function takeFurther(
  tensors: Map<string, Tensor>,
  words: readonly string[],
  { embeddingSize: size }: RunConfig,
): WordVectors {
  const tensor = tensors.get(furtherName);
  tensors.delete(furtherName);
  if (tensor?.shape.join() !== [words.length, size].join()) throw new InputError(damaged);
  return { words, size, values: tensor.values };
}

function keysOf(values: Float32Array): Float64Array {
  const is16Bits = (value: number) => Number.isInteger(value) && value >= 0 && value < 0x10000;
  if (!values.every(is16Bits)) throw new InputError(damaged);
  const keys = new Float64Array(values.length / 3);
  for (let i = 0; i < keys.length; i++) {
    keys[i] = (values[3 * i] * 0x10000 + values[3 * i + 1]) * 0x10000 + values[3 * i + 2];
    if (i > 0 && keys[i] <= keys[i - 1]) throw new InputError(damaged);
  }
  return keys;
}

function checkedConfig(value: unknown): RunConfig {
  try {
    return parseStoredConfig(value);
  } catch {
    throw new InputError(damaged);
  }
}

/** Takes all parameters of a kind out of the file's tensors. */
function takeFrom(
  tensors: Map<string, Tensor>,
  specs: readonly ParameterSpec[],
): (kind: string) => Parameters {
  return (kind) => {
    const taken: Parameters = new Map();
    for (const spec of specs) {
      const name = `${kind}/${spec.name}`;
      const tensor = tensors.get(name);
      if (tensor?.values.length !== sizeOf(spec) || tensor.shape.join() !== spec.shape.join())
        throw new InputError(damaged);
      taken.set(spec.name, tensor.values);
      tensors.delete(name);
    }
    return taken;
  };
}
