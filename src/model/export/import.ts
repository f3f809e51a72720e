/**
 * Reads an uploaded model: a bundle, its files one by one, or safetensors. The files are hostile until
 * every part of them has been checked; nothing comes out before that.
 */
import * as v from 'valibot';
import type { RunConfig } from '../../contract/settings.ts';
import { readingOf } from '../data/reading.ts';
import type { SeenTexts } from '../data/seen-texts.ts';
import { InputError } from '../errors.ts';
import { parameterSpecs, sizeOf, type NetworkSizes } from '../network/layers.ts';
import {
  checkManifest,
  parseJson,
  parseWith,
  readSettings,
  readVocabulary,
  type ModelSource,
} from './read-json.ts';
import type { ReadSettings } from './read-json.ts';
import { looksLikeSafetensors, readSafetensors } from './safetensors.ts';
import { fileLimits, fileNames, maxZipBytes } from '../../contract/bundle.ts';
import { unpackWeights } from './saved-model.ts';
import type { FileName } from '../../contract/bundle.ts';
import type { SavedModel } from './saved-model.ts';
import { carriedSchema, metricsSchema, modelSchema, readMetrics } from './schemas.ts';
import { decodeSeen } from './seen-file.ts';
import { sha256 } from './sha256.ts';
import { weightEntries } from './tfjs-model.ts';
import { fitsRules } from './tokenizer-rules.ts';
import { openZip } from './unzip.ts';

/** A file as it was chosen, dropped or found in a folder. */
export interface ModelFile {
  name: string;
  bytes: Uint8Array;
}

/** A file of a model: what it claims, and what it holds. */
interface Entry {
  size: number;
  /** @throws {InputError} when the content is not what was claimed */
  read(): Uint8Array;
}

interface Source {
  /** For sentences: "this zip" or "these files". */
  name: ModelSource;
  entries: ReadonlyMap<string, Entry>;
}

/**
 * The model in one file: a bundle or `model.safetensors`. The weights are the same to the last bit.
 * @throws {InputError} for anything else, with one sentence that says what is wrong
 */
export function importModel(bytes: Uint8Array): SavedModel {
  refuseLarge(bytes.length);
  if (looksLikeSafetensors(bytes)) return readSafetensorsModel(bytes);
  if (bytes[0] === 0x7b) throw new InputError({ code: 'part-of-a-model' });
  return importZip(bytes);
}

/**
 * The model in one file or in several, such as `model.json`, `weights.bin` and `vocabulary.json`.
 * @throws {InputError}
 */
export function importFiles(files: readonly ModelFile[]): SavedModel {
  if (files.length === 1) return importModel(files[0].bytes);
  if (files.length === 0) throw new InputError({ code: 'choose-model-files' });
  refuseLarge(files.reduce((sum, { bytes }) => sum + bytes.length, 0));
  const entries = new Map<string, Entry>();
  for (const { name, bytes } of files) {
    const own = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    if (entries.has(own)) throw new InputError({ code: 'model-file-twice', file: shown(own) });
    entries.set(own, { size: bytes.length, read: () => bytes });
  }
  const source: Source = { name: 'files', entries };
  checkNames(source);
  return readModel(source);
}

/** The model in a bundle. @throws {InputError} */
export function importZip(bytes: Uint8Array): SavedModel {
  refuseLarge(bytes.length);
  const source: Source = { name: 'zip', entries: openZip(bytes, fileNames.length) };
  if (!source.entries.has('settings.json')) throw new InputError({ code: 'not-a-model-zip' });
  const tfjs = ['model.json', 'weights.bin'];
  const hasTfjs = tfjs.some((name) => source.entries.has(name)) || !source.entries.has('model.safetensors');
  for (const name of ['vocabulary.json', 'metrics.json', ...(hasTfjs ? tfjs : [])])
    if (!source.entries.has(name)) throw new InputError({ code: 'model-zip-incomplete', file: name });
  checkNames(source);
  return readModel(source);
}

function refuseLarge(bytes: number): void {
  if (bytes > maxZipBytes)
    throw new InputError({ code: 'model-too-large', megabytes: Math.floor(maxZipBytes / 2 ** 20) });
}

function checkNames({ name: source, entries }: Source): void {
  for (const [name, { size }] of entries) {
    const known = fileNames.find((fileName) => fileName === name);
    if (!known) throw new InputError({ code: 'not-a-model-file', file: shown(name) });
    if (size > fileLimits[known]) throw new InputError({ code: 'model-file-too-large', file: name, source });
  }
}

/** A name from the file, fit for a sentence. */
function shown(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '?');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}

function readModel(source: Source): SavedModel {
  const settings = readSettings(settingsValue(source), source.name);
  const { config, cleaning } = settings;
  const vocabulary = readVocabulary(requiredJson(source, 'vocabulary.json'), settings, source.name);
  const rules = optionalJson(source, 'tokenizer.json');
  if (rules !== undefined && !fitsRules(rules, readingOf(settings), settings.tokenizer.version))
    throw new InputError({ code: 'rules-do-not-fit', source: source.name });
  const metrics = optionalJson(source, 'metrics.json');
  return {
    config,
    cleaning,
    vocabulary,
    classNames: settings.classNames,
    decision: settings.decision,
    parameters: readWeights(source, config, {
      words: vocabulary.length,
      classes: settings.classNames.length,
    }),
    metrics:
      metrics === undefined
        ? { epochs: [], restoredEpoch: null, test: null }
        : readMetrics(parseWith(metricsSchema, metrics, 'metrics.json', source.name)),
    seen: readSeen(source, settings),
    trainedOn: settings.trainedOn,
  };
}

/** Null where the file does not come with the others: such a model can't be tested. */
function readSeen({ name: source, entries }: Source, { seenTexts }: ReadSettings): SeenTexts | null {
  const entry = entries.get('seen-texts.bin');
  if (!entry) return null;
  const bytes = entry.read();
  const seen = decodeSeen(bytes, source);
  if (seenTexts?.fingerprint === sha256(bytes)) return seen;
  throw new InputError({ code: 'seen-file-of-another', source });
}

/** `settings.json`, or what `model.json` carries of it. */
function settingsValue(source: Source): unknown {
  const settings = optionalJson(source, 'settings.json');
  if (settings !== undefined) return settings;
  const model = optionalJson(source, 'model.json');
  const carried = v.safeParse(carriedSchema, model);
  if (carried.success) return carried.output.userDefinedMetadata.forgetGate;
  throw new InputError(
    model === undefined
      ? { code: 'model-file-missing', file: 'settings.json' }
      : { code: 'model-json-foreign' },
  );
}

function requiredJson(source: Source, name: FileName): unknown {
  const value = optionalJson(source, name);
  if (value === undefined) throw new InputError({ code: 'model-file-missing', file: name });
  return value;
}

function optionalJson({ name: source, entries }: Source, name: FileName): unknown {
  const entry = entries.get(name);
  return entry && parseJson(entry.read(), name, source);
}

/** From `model.json` and `weights.bin`, or `model.safetensors`; where both are there they must be the same. */
function readWeights(source: Source, config: RunConfig, sizes: NetworkSizes) {
  const { entries } = source;
  const safetensors = entries.get('model.safetensors');
  const packed = entries.get('weights.bin');
  if (!safetensors && !packed) throw new InputError({ code: 'no-weights', source: source.name });
  const parameters = packed && readTfjsWeights(source, packed, config, sizes);
  if (!safetensors) return parameters as Map<string, Float32Array>;
  const own = parametersOf(readSafetensors(safetensors.read()).tensors, config, sizes);
  if (parameters && ![...own].every(([name, values]) => sameBits(values, parameters.get(name))))
    throw new InputError({ code: 'different-weights', source: source.name });
  return own;
}

function sameBits(values: Float32Array, others: Float32Array | undefined): boolean {
  // No −0 and no NaN is lost here: −0 equals 0, and what is not finite has been refused.
  return others?.length === values.length && values.every((value, i) => value === others[i]);
}

function readTfjsWeights(source: Source, packed: Entry, config: RunConfig, sizes: NetworkSizes) {
  const model = parseWith(modelSchema, requiredJson(source, 'model.json'), 'model.json', source.name);
  checkManifest(model.weightsManifest[0].weights, config, sizes, source.name);
  const expected = weightEntries(config, sizes).reduce((sum, entry) => sum + 4 * sizeOf(entry), 0);
  const misfit = new InputError({ code: 'weights-size', source: source.name });
  // Before unpacking: what the zip says about its size costs nothing to look at.
  if (packed.size !== expected) throw misfit;
  const parameters = unpackWeights(config, sizes, packed.read());
  if (!parameters) throw misfit;
  for (const values of parameters.values())
    if (!values.every(Number.isFinite))
      throw new InputError({ code: 'weights-not-finite', source: source.name });
  return parameters;
}

/** The tensors as parameters, if they are just those of these settings. */
function parametersOf(
  tensors: ReturnType<typeof readSafetensors>['tensors'],
  config: RunConfig,
  sizes: NetworkSizes,
): Map<string, Float32Array> {
  const specs = parameterSpecs(config, sizes);
  const parameters = new Map<string, Float32Array>();
  for (const { name, shape } of specs) {
    const tensor = tensors.get(name);
    const fits =
      tensor?.shape.length === shape.length && shape.every((size, axis) => tensor.shape[axis] === size);
    if (!tensor || !fits || tensors.size !== specs.length)
      throw new InputError({ code: 'safetensors-other-weights' });
    parameters.set(name, tensor.values);
  }
  return parameters;
}

const here = 'file';

/** A safetensors file that says all else in its metadata. */
function readSafetensorsModel(bytes: Uint8Array): SavedModel {
  if (bytes.length > fileLimits['model.safetensors'])
    throw new InputError({ code: 'file-too-large-for-model' });
  const { metadata, tensors } = readSafetensors(bytes);
  const json = (name: string) => {
    const text = metadata.get(name);
    if (text === undefined) throw new InputError({ code: 'safetensors-foreign', key: name });
    return parseJson(text, name, here);
  };
  const settings = readSettings(json('settings'), here);
  const { config, cleaning, classNames, decision, trainedOn } = settings;
  const vocabulary = readVocabulary(json('vocabulary'), settings, here);
  const metrics = parseWith(metricsSchema, json('metrics'), 'metrics', here);
  return {
    config,
    cleaning,
    vocabulary,
    classNames,
    decision,
    parameters: parametersOf(tensors, config, { words: vocabulary.length, classes: classNames.length }),
    metrics: readMetrics(metrics),
    // It stands in a file of its own.
    seen: null,
    trainedOn,
  };
}
