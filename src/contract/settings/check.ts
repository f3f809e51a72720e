/** Checks on the settings of a run, from their table. */
import * as v from 'valibot';
import type { Field, NumberField, NumbersField } from './field.ts';
import {
  fieldNames,
  fields,
  forEachSetting,
  removedSettings,
  type FieldName,
  type RunConfig,
} from './table.ts';

/** How a value is to be written that was written in another way. */
export type HowToWrite =
  | { kind: 'ungrouped'; digits: string }
  | { kind: 'decimal' }
  | { kind: 'list'; numbers: readonly number[] };

/** What is wrong with a run's settings; the catalogue of messages says it. */
export type SettingProblem =
  | { kind: 'value'; setting: FieldName; how?: HowToWrite }
  /** Training and validation leave nothing for the test. */
  | { kind: 'shares' }
  /** There are fewer slices of this validation share. */
  | { kind: 'fold' }
  | { kind: 'unknown'; name: string }
  | { kind: 'preset'; name: string };

/** Settings that are no good. */
export class SettingError extends RangeError {
  override readonly name = 'SettingError';

  constructor(readonly problem: SettingProblem) {
    super(JSON.stringify(problem));
  }
}

function numberSchema(field: NumberField | NumbersField) {
  const finite = v.pipe(v.number(), v.finite(), v.minValue(field.min), v.maxValue(field.max));
  return field.kind === 'number' ? finite : v.pipe(finite, v.integer());
}

function fieldSchema(field: Field): v.GenericSchema {
  switch (field.kind) {
    case 'integer':
    case 'number':
      return numberSchema(field);
    case 'integers':
      return v.pipe(v.array(numberSchema(field)), v.minLength(1), v.maxLength(field.maxCount));
    case 'choice':
      return v.picklist(field.choices);
    case 'switch':
      return v.boolean();
  }
}

/** A value that a setting's own check lets through has the setting's type. */
type Entries = { readonly [K in FieldName]: v.GenericSchema<unknown, RunConfig[K]> };

const checks = forEachSetting((name) => fieldSchema(fields[name]));
const entries = forEachSetting((name) => v.optional(checks[name], fields[name].default)) as Entries;

/** Whether a value is right for one setting, whatever the others are. */
export function isSettingValue<K extends FieldName>(name: K, value: unknown): value is RunConfig[K] {
  return v.is(checks[name], value);
}

const renamed = new Map(
  fieldNames.flatMap((name) => {
    const { earlier } = fields[name];
    return earlier ? [[earlier.name, { name, values: earlier.values }] as const] : [];
  }),
);

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Settings that an earlier version wrote, with the names and values of today. */
function current(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, of]: [string, unknown]) => {
      if (removedSettings.includes(key)) return [];
      const now = renamed.get(key);
      return [now ? [now.name, now.values[String(of)] ?? of] : [key, of]];
    }),
  );
}

/** Unknown keys are refused, missing ones take their default. */
const runConfigSchema = v.pipe(
  v.unknown(),
  v.transform(current),
  v.strictObject(entries),
  v.check(({ trainShare, validationShare }) => trainShare + validationShare <= 0.99, 'shares'),
  v.check(
    ({ trainShare, validationShare, fold }) => (fold - 1) * validationShare <= trainShare + 1e-9,
    'fold',
  ),
);

/** What is wrong with these settings; empty when they are good. */
export function configProblems(value: unknown): SettingProblem[] {
  const result = v.safeParse(runConfigSchema, value);
  if (result.success) return [];
  return result.issues.map((issue) => {
    const key = issue.path?.[0]?.key;
    const setting = fieldNames.find((name) => name === key);
    if (setting) return { kind: 'value', setting };
    if (issue.type !== 'check') return { kind: 'unknown', name: String(key) };
    return { kind: issue.message === 'fold' ? 'fold' : 'shares' };
  });
}

/** @throws {SettingError} with the first problem */
export function parseRunConfig(value: unknown): RunConfig {
  const [problem] = configProblems(value);
  if (problem) throw new SettingError(problem);
  return v.parse(runConfigSchema, value);
}

const absent = Object.fromEntries(
  fieldNames.flatMap((name) => (fields[name].absent === undefined ? [] : [[name, fields[name].absent]])),
);

/**
 * The settings in a file or a record: of an earlier version those that did not exist have the value that they stand for.
 * @throws {SettingError} as `parseRunConfig`
 */
export function parseStoredConfig(value: unknown): RunConfig {
  return parseRunConfig(isRecord(value) ? { ...absent, ...value } : value);
}

export const defaultSettings: Readonly<RunConfig> = parseRunConfig({});
