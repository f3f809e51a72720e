/** The JSON in a model's files, checked. Each function takes what to call the whole in a sentence. */
import { defaultDecision, type Decision } from '../../contract/decision.ts';
import * as v from 'valibot';
import type { TextCleaning } from '../../contract/dataset.ts';
import type { Message } from '../../contract/messages/message.ts';
import { isTokenRule, parseStoredConfig, SettingError, type RunConfig } from '../../contract/settings.ts';
import { readingOf } from '../data/reading.ts';
import { tokenPattern } from '../data/tokenize.ts';
import { InputError } from '../errors.ts';
import type { NetworkSizes } from '../network/layers.ts';
import { formatVersion } from './saved-model.ts';
import {
  describeLayers,
  headSchema,
  settingsSchema,
  vocabularyFingerprint,
  vocabularySchema,
} from './schemas.ts';
import type { SeenSummary } from './seen-file.ts';
import { weightEntries } from './tfjs-model.ts';
import type { WeightEntry } from './tfjs-model.ts';
import { fitsVersion } from './tokenizer-rules.ts';

/** @throws {InputError} when it is not JSON, or not UTF-8 */
export function parseJson(content: Uint8Array | string, name: string, source: ModelSource): unknown {
  try {
    const text =
      typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content);
    return JSON.parse(text);
  } catch {
    throw new InputError({ code: 'model-file-not-json', file: name, source });
  }
}

/** @throws {InputError} with the place of the first value that does not fit */
export function parseWith<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  name: string,
  source: ModelSource,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw new InputError({ code: 'model-file-wrong', file: name, source, path: pathOf(result.issues[0]) });
}

/** Where a value was refused, such as `config.layerSizes`. */
function pathOf(issue: v.BaseIssue<unknown>): string | null {
  const path = v.getDotPath(issue)?.replace(/[^\x20-\x7e]/g, '?') ?? '';
  return path === '' ? null : path.length > 60 ? `${path.slice(0, 60)}…` : path;
}

/** What to call the whole in a sentence. */
export type ModelSource = Message<'model-file-not-json'>['source'];

export interface ReadSettings {
  config: RunConfig;
  cleaning: TextCleaning;
  classNames: readonly string[];
  decision: Decision;
  tokenizer: { version: number };
  vocabulary?: { count: number; fingerprint: string };
  seenTexts?: SeenSummary;
  trainedOn: { name: string; fingerprint: string };
}

/** @throws {InputError} */
export function readSettings(value: unknown, source: ModelSource): ReadSettings {
  const { version } = parseWith(headSchema, value, 'settings.json', source);
  if (version > formatVersion) throw new InputError({ code: 'model-newer' });
  const settings = parseWith(settingsSchema, value, 'settings.json', source);
  const config = readConfig(settings.config, source);
  const { tokenizer } = settings;
  const cleaning = { stripMarkup: tokenizer.markup !== undefined };
  if (
    !isTokenRule(config.tokenization) ||
    tokenizer.word !== tokenPattern(config) ||
    !fitsVersion(tokenizer.version, readingOf({ config, cleaning }))
  )
    throw new InputError({ code: 'tokenizer-does-not-fit', source });
  checkLayers(settings, config, source);
  const { decision = defaultDecision(settings.classNames.length) } = settings;
  return { ...settings, decision, config, cleaning };
}

function withoutActivation(layer: object): object {
  return Object.fromEntries(Object.entries(layer).filter(([name]) => name !== 'activation'));
}

/** The layers must be those that the settings make. @throws {InputError} */
function checkLayers(
  { version, layers, vocabulary, classNames }: v.InferOutput<typeof settingsSchema>,
  config: RunConfig,
  source: ModelSource,
): void {
  if (!layers) return;
  const sizes = { words: vocabulary?.count ?? 0, classes: classNames.length };
  const expected = describeLayers(config, sizes).map((layer) =>
    version < 5 ? withoutActivation(layer) : layer,
  );
  if (JSON.stringify(layers) !== JSON.stringify(expected))
    throw new InputError({ code: 'layers-do-not-fit', source });
}

function readConfig(value: object, source: ModelSource): RunConfig {
  try {
    return parseStoredConfig(value);
  } catch (error) {
    if (error instanceof SettingError)
      throw new InputError({ code: 'model-setting-wrong', source, problem: error.problem });
    throw error;
  }
}

/** The words, if they are those that the settings were written with. @throws {InputError} */
export function readVocabulary(value: unknown, settings: ReadSettings, source: ModelSource): string[] {
  const words = parseWith(vocabularySchema(settings.config), value, 'vocabulary.json', source);
  const expected = settings.vocabulary;
  if (!expected) return words;
  if (words.length !== expected.count || vocabularyFingerprint(words) !== expected.fingerprint)
    throw new InputError({ code: 'vocabulary-of-another', source });
  return words;
}

/** The manifest must name the weights that these settings have, in their order. @throws {InputError} */
export function checkManifest(
  weights: readonly WeightEntry[],
  config: RunConfig,
  sizes: NetworkSizes,
  source: ModelSource,
): void {
  const expected = weightEntries(config, sizes);
  const same =
    weights.length === expected.length &&
    expected.every(
      ({ name, shape }, i) =>
        weights[i].name === name &&
        weights[i].shape.length === shape.length &&
        shape.every((size, axis) => weights[i].shape[axis] === size),
    );
  if (!same) throw new InputError({ code: 'model-json-does-not-fit', source });
}
