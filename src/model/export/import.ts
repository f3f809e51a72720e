/** Reads a model zip. The file is hostile until every part of it has been checked. */
import * as v from 'valibot';
import { parseRunConfig } from '../config.ts';
import type { RunConfig } from '../config.ts';
import { InputError } from '../errors.ts';
import { fileLimits, fileNames, formatVersion, maxZipBytes, unpackWeights } from './saved-model.ts';
import type { FileName, SavedModel } from './saved-model.ts';
import { headSchema, metricsSchema, modelSchema, readMetrics, settingsSchema } from './schemas.ts';
import { vocabularySchema } from './schemas.ts';
import { weightEntries } from './tfjs-model.ts';
import { openZip } from './unzip.ts';
import type { ZipEntry } from './unzip.ts';

/** Nothing in it is needed to read the model. */
const optionalFiles: readonly FileName[] = ['README.md'];

/**
 * The model in a zip that `exportZip` wrote, its weights the same to the last bit.
 * @throws {InputError} for anything else, with one sentence that says what is wrong
 */
export function importZip(bytes: Uint8Array): SavedModel {
  if (bytes.length > maxZipBytes)
    throw new InputError(
      `This file is too large for a model: at most ${Math.floor(maxZipBytes / 2 ** 20)} MB.`,
    );
  const entries = openZip(bytes, fileNames.length);
  checkFiles(entries);
  const settings = readSettings(entries);
  const { config } = settings;
  const vocabulary = readJson(entries, 'vocabulary.json', vocabularySchema(config));
  const metrics = readMetrics(readJson(entries, 'metrics.json', metricsSchema));
  checkManifest(entries, config, vocabulary.length);
  return {
    config,
    vocabulary,
    classNames: settings.classNames,
    parameters: readWeights(entries, config, vocabulary.length),
    metrics,
    trainedOn: settings.trainedOn,
  };
}

function checkFiles(entries: Map<string, ZipEntry>): void {
  if (!entries.has('settings.json'))
    throw new InputError('This zip is not a Forget Gate model: it has no settings.json.');
  for (const name of fileNames)
    if (!entries.has(name) && !optionalFiles.includes(name))
      throw new InputError(`This model zip is incomplete: it has no ${name}.`);
  for (const { name, size } of entries.values()) {
    const known = fileNames.find((fileName) => fileName === name);
    if (!known) throw new InputError(`This zip holds a file that no model has: “${shown(name)}”.`);
    if (size > fileLimits[known]) throw new InputError(`${name} in this zip is too large for a model.`);
  }
}

/** A name from the file, fit for a sentence. */
function shown(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '?');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}

function readBytes(entries: Map<string, ZipEntry>, name: FileName): Uint8Array<ArrayBuffer> {
  const entry = entries.get(name);
  if (!entry) throw new InputError(`This model zip is incomplete: it has no ${name}.`);
  return entry.read();
}

function readJson<S extends v.GenericSchema>(
  entries: Map<string, ZipEntry>,
  name: FileName,
  schema: S,
): v.InferOutput<S> {
  const value = parseJson(readBytes(entries, name), name);
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw new InputError(
    `${name} in this zip is not what a model has${placeOf(result.issues[0])}. Use the zip as it was downloaded.`,
  );
}

function parseJson(bytes: Uint8Array, name: FileName): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new InputError(`${name} in this zip is not JSON. Use the zip as it was downloaded.`);
  }
}

/** " (config.layerSizes)", from the path to a value that was refused. */
function placeOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path ? ` (${shown(path)})` : '';
}

function readSettings(entries: Map<string, ZipEntry>) {
  const { version } = readJson(entries, 'settings.json', headSchema);
  if (version > formatVersion)
    throw new InputError(
      'This model was saved by a newer Forget Gate. Update yours to read it: reload the page.',
    );
  const settings = readJson(entries, 'settings.json', settingsSchema);
  return { ...settings, config: readConfig(settings.config) };
}

function readConfig(value: object): RunConfig {
  try {
    return parseRunConfig(value);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`settings.json in this zip: ${error.message}`);
    throw error;
  }
}

/** The manifest must name the weights that these settings have, in their order. */
function checkManifest(entries: Map<string, ZipEntry>, config: RunConfig, vocabularyCount: number): void {
  const [{ weights }] = readJson(entries, 'model.json', modelSchema).weightsManifest;
  const expected = weightEntries(config, vocabularyCount);
  const same =
    weights.length === expected.length &&
    expected.every(
      ({ name, shape }, i) =>
        weights[i].name === name &&
        weights[i].shape.length === shape.length &&
        shape.every((size, axis) => weights[i].shape[axis] === size),
    );
  if (!same) throw new InputError('model.json in this zip does not fit its settings.json.');
}

function readWeights(entries: Map<string, ZipEntry>, config: RunConfig, vocabularyCount: number) {
  const expected = weightEntries(config, vocabularyCount).reduce(
    (sum, { shape }) => sum + 4 * shape.reduce((product, size) => product * size, 1),
    0,
  );
  const misfit = new InputError('weights.bin in this zip has another size than its settings need.');
  // Before unpacking: what the zip says about its size costs nothing to look at.
  if (entries.get('weights.bin')?.size !== expected) throw misfit;
  const parameters = unpackWeights(config, vocabularyCount, readBytes(entries, 'weights.bin'));
  if (!parameters) throw misfit;
  for (const values of parameters.values())
    if (!values.every(Number.isFinite))
      throw new InputError('weights.bin in this zip holds values that are not finite numbers.');
  return parameters;
}
