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

interface Relation {
  /** Where it is told in the form. */
  at: FieldName;
  holds(config: RunConfig): boolean;
}

/** A layer may be so wide, and so may those of an ensemble be together. */
export const widestEnsemble = 512;

/** What lies between several settings. */
const relations = {
  /** Training and validation leave something for the test. */
  shares: {
    at: 'validationShare',
    holds: ({ trainShare, validationShare }) => trainShare + validationShare <= 0.99,
  },
  /** There are as many slices of this validation share. */
  fold: {
    at: 'fold',
    holds: ({ trainShare, validationShare, fold }) => (fold - 1) * validationShare <= trainShare + 1e-9,
  },
  ensemble: {
    at: 'ensembleSize',
    holds: ({ ensembleSize, embeddingSize, layerSizes }) =>
      ensembleSize === 1 || ensembleSize * Math.max(embeddingSize, ...layerSizes) <= widestEnsemble,
  },
} satisfies Record<string, Relation>;

type RelationName = keyof typeof relations;

const isRelation = (name: string): name is RelationName => Object.hasOwn(relations, name);

/** The setting that a problem is told at in the form; null where it is of no setting. */
export function settingOf(problem: SettingProblem): FieldName | null {
  if (problem.kind === 'value') return problem.setting;
  return isRelation(problem.kind) ? relations[problem.kind].at : null;
}

/** What is wrong with a run's settings; the catalogue of messages says it. */
export type SettingProblem =
  | { kind: 'value'; setting: FieldName; how?: HowToWrite }
  | { kind: RelationName }
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
  v.check(relations.shares.holds, 'shares' satisfies RelationName),
  v.check(relations.fold.holds, 'fold' satisfies RelationName),
  v.check(relations.ensemble.holds, 'ensemble' satisfies RelationName),
);

/** What is wrong with these settings; empty when they are good. */
export function configProblems(value: unknown): SettingProblem[] {
  const result = v.safeParse(runConfigSchema, value);
  if (result.success) return [];
  return result.issues.map((issue) => {
    const key = issue.path?.[0]?.key;
    const setting = fieldNames.find((name) => name === key);
    if (setting) return { kind: 'value', setting };
    return isRelation(issue.message) ? { kind: issue.message } : { kind: 'unknown', name: String(key) };
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
