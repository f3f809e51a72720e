/**
 * The settings of a run: one table says everything about each of them. The form, the command line's flags, the
 * link, the checks on a model file, and what must be computed anew when a setting changes all come from it.
 */
import { dataSettings } from './data.ts';
import type { Affected, ChoiceField, Field, NumberField, NumbersField, SwitchField } from './field.ts';
import { networkSettings } from './network.ts';
import { machineSettings, trainingSettings } from './training.ts';

/** By where they stand in the form. */
export const settingGroups = {
  data: dataSettings,
  network: networkSettings,
  training: trainingSettings,
  machine: machineSettings,
} as const;

export type FieldGroup = keyof typeof settingGroups;

const table = { ...dataSettings, ...networkSettings, ...trainingSettings, ...machineSettings } as const;

type Table = typeof table;

type ValueOf<F extends Field> = F extends ChoiceField
  ? F['choices'][number]
  : F extends NumbersField
    ? number[]
    : F extends SwitchField
      ? boolean
      : number;

/** Every setting of a run. Shares are fractions of all rows; the test part is what is left. */
export type RunConfig = { -readonly [K in keyof Table]: ValueOf<Table[K]> };

export type FieldName = keyof RunConfig;
export type Optimizer = RunConfig['optimizer'];
export type Cell = RunConfig['cell'];
export type Loss = RunConfig['loss'];
export type Pooling = RunConfig['pooling'];
export type EmbeddingStart = RunConfig['embeddingStart'];
/** `auto` measures the others and takes the fastest that computes correctly. */
export type BackendName = RunConfig['backend'];

type KindOf<F extends Field> = F extends ChoiceField
  ? Omit<ChoiceField, 'choices'> & Pick<F, 'choices'>
  : F extends NumbersField
    ? NumbersField
    : F extends SwitchField
      ? SwitchField
      : NumberField;

/** What the table says of each setting, as the kind of field that it is. */
export const fields: { readonly [K in FieldName]: KindOf<Table[K]> } = table;

/** What computes; `auto` stands for the fastest of them. */
export const computeBackends = fields.backend.choices.filter((name) => name !== 'auto');
export type ComputeBackend = (typeof computeBackends)[number];

export const fieldNames = Object.keys(fields) as FieldName[];

/** `keepProb` is `--keep-prob`; a field may have a name of its own for the command line. */
export function flagOf(name: FieldName): string {
  return fields[name].flag ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Settings of earlier versions, which nothing reads any more: files and links that have them are read without. */
export const removedSettings: readonly string[] = ['baselinePairs'];

/** Settings that draw the same experiment anew. */
export const drawFields: readonly FieldName[] = fieldNames.filter((name) => fields[name].isDraw);

/** One thing for each setting, in the table's order. */
export function forEachSetting<T>(of: (name: FieldName) => T): Record<FieldName, T> {
  return Object.fromEntries(fieldNames.map((name) => [name, of(name)])) as Record<FieldName, T>;
}

/** The settings that have a say in one of these. */
export function affecting(...affected: readonly Affected[]): FieldName[] {
  return fieldNames.filter((name) => fields[name].affects.some((each) => affected.includes(each)));
}

/** Equal for two runs whose settings that have a say in one of these are equal. */
export function keyOf(config: RunConfig, ...affected: readonly Affected[]): string {
  return JSON.stringify(affecting(...affected).map((name) => config[name]));
}

/** What the examination of a dataset depends on. */
export const examined: readonly Affected[] = ['split', 'vocabulary', 'encoding', 'baseline'];

/** Whether these settings are equal in two runs. */
export function sameSettings(names: readonly FieldName[], one: RunConfig, other: RunConfig): boolean {
  return names.every((name) => String(one[name]) === String(other[name]));
}

/** What a run may not change when it is resumed. */
export const fixedOnResume: readonly FieldName[] = fieldNames.filter(
  (name) => !fields[name].mayChangeOnResume,
);

/** What a network must share with the one whose training it continues: its weights' sizes and its tokens. */
export const networkFields: readonly FieldName[] = fieldNames.filter((name) => {
  const { affects } = fields[name];
  return affects.includes('parameters') || (affects.includes('vocabulary') && affects.includes('encoding'));
});
