/** Checks on the settings of a run, from their table. */
import * as v from 'valibot';
import type { Field, NumberField, NumbersField } from './field.ts';
import { fieldNames, fields, forEachSetting, type FieldName, type RunConfig } from './table.ts';

function needs(field: Field): string {
  switch (field.kind) {
    case 'integer':
      return `a whole number from ${field.min} to ${field.max}`;
    case 'number':
      return `a number from ${field.min} to ${field.max}`;
    case 'integers':
      return `1 to ${field.maxCount} whole numbers from ${field.min} to ${field.max}`;
    case 'choice':
      return `one of: ${field.choices.map(({ value }) => value).join(', ')}`;
    case 'switch':
      return 'true or false';
  }
}

/**
 * What a setting's value must be, as one sentence.
 * @param how it is to be written, such as ", without separators: 5000"; a list has an example without it
 */
export function mustBe(field: Field, how?: string): string {
  const example = field.kind === 'integers' ? `, such as ${field.default.join(', ')}` : '';
  return `${field.label} must be ${needs(field)}${how ?? example}.`;
}

function numberSchema(field: NumberField | NumbersField, say: string) {
  const finite = v.pipe(v.number(say), v.finite(say), v.minValue(field.min, say), v.maxValue(field.max, say));
  return field.kind === 'number' ? finite : v.pipe(finite, v.integer(say));
}

function fieldSchema(field: Field): v.GenericSchema {
  const say = mustBe(field);
  switch (field.kind) {
    case 'integer':
    case 'number':
      return numberSchema(field, say);
    case 'integers':
      return v.pipe(
        v.array(numberSchema(field, say), say),
        v.minLength(1, say),
        v.maxLength(field.maxCount, say),
      );
    case 'choice':
      return v.picklist(
        field.choices.map(({ value }) => value),
        say,
      );
    case 'switch':
      return v.boolean(say);
  }
}

/** A value that a setting's own check lets through has the setting's type. */
type Entries = { readonly [K in FieldName]: v.GenericSchema<unknown, RunConfig[K]> };

const checks = forEachSetting((name) => fieldSchema(fields[name]));
const entries = forEachSetting((name) => v.optional(checks[name], fields[name].default)) as Entries;

const sharesMessage =
  'Training share and Validation share must leave something for the test: together less than 1.';

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
    Object.entries(value).map(([key, of]: [string, unknown]) => {
      const now = renamed.get(key);
      return now ? [now.name, now.values[String(of)] ?? of] : [key, of];
    }),
  );
}

/** Unknown keys are refused, missing ones take their default. */
const runConfigSchema = v.pipe(
  v.unknown(),
  v.transform(current),
  v.strictObject(entries),
  v.check(({ trainShare, validationShare }) => trainShare + validationShare <= 0.99, sharesMessage),
);

export interface ConfigProblem {
  /** Null where the problem lies between several settings. */
  field: FieldName | null;
  message: string;
}

/** What is wrong with these settings, one sentence each; empty when they are good. */
export function configProblems(value: unknown): ConfigProblem[] {
  const result = v.safeParse(runConfigSchema, value);
  if (result.success) return [];
  return result.issues.map((issue) => {
    const key = issue.path?.[0]?.key;
    const known = fieldNames.find((name) => name === key);
    const field = known ?? (issue.message === sharesMessage ? 'validationShare' : null);
    return { field, message: known || field ? issue.message : `“${String(key)}” is not a setting of a run.` };
  });
}

/** @throws {RangeError} with the first problem's sentence */
export function parseRunConfig(value: unknown): RunConfig {
  const [problem] = configProblems(value);
  if (problem) throw new RangeError(problem.message);
  return v.parse(runConfigSchema, value);
}

const absent = Object.fromEntries(
  fieldNames.flatMap((name) => (fields[name].absent === undefined ? [] : [[name, fields[name].absent]])),
);

/**
 * The settings in a file or a record: of an earlier version those that did not exist have the value that they stand for.
 * @throws {RangeError} as `parseRunConfig`
 */
export function parseStoredConfig(value: unknown): RunConfig {
  return parseRunConfig(isRecord(value) ? { ...absent, ...value } : value);
}

export const defaultSettings: Readonly<RunConfig> = parseRunConfig({});
