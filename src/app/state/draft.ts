/** The form's own copy of the settings: text as typed, so that a half-typed number is not lost. */
import {
  configProblems,
  fieldNames,
  fields,
  parseRunConfig,
  presetConfig,
  presets,
  type DataSize,
  type FieldName,
  type RunConfig,
  type SampleDataset,
} from '../../workers/protocol.ts';

/** What stands in each control: text for numbers and choices, true or false for switches. */
export type Draft = { readonly [K in FieldName]: string | boolean };

export type FieldProblems = Partial<Record<FieldName, string>>;

function written(value: RunConfig[FieldName]): string | boolean {
  if (typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

export function draftOf(config: RunConfig): Draft {
  return Object.fromEntries(fieldNames.map((name) => [name, written(config[name])])) as Draft;
}

/** Text to number; what is no plain number becomes NaN, which the settings' schema refuses. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** "128, 64", "128 64" and "128;64" are the same list. */
function numbersOf(text: string): number[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  return parts.map(numberOf);
}

function valueOf(name: FieldName, draft: Draft): unknown {
  const raw = draft[name];
  switch (fields[name].kind) {
    case 'integer':
    case 'number':
      return numberOf(String(raw));
    case 'integers':
      return numbersOf(String(raw));
    case 'choice':
    case 'switch':
      return raw;
  }
}

function rawConfig(draft: Draft): Record<string, unknown> {
  return Object.fromEntries(fieldNames.map((name) => [name, valueOf(name, draft)]));
}

export interface ReadDraft {
  /** Null when a setting is wrong. */
  config: RunConfig | null;
  problems: FieldProblems;
}

type Shares = NonNullable<SampleDataset['shares']>;

export function readDraft(draft: Draft): ReadDraft {
  const raw = rawConfig(draft);
  const problems: FieldProblems = {};
  for (const { field, message } of configProblems(raw)) if (field) problems[field] ??= message;
  return { config: Object.keys(problems).length === 0 ? parseRunConfig(raw) : null, problems };
}

/** A preset is about the network and its training; these stay a person's own. */
const personal: ReadonlySet<FieldName> = new Set([
  'seed',
  'backend',
  'trainShare',
  'validationShare',
  'lowercase',
  'punctuation',
]);
const presetFields = fieldNames.filter((name) => !personal.has(name));

/** @param size of the dataset: some presets depend on it */
export function withPreset(draft: Draft, id: string, size: DataSize): Draft {
  const preset = draftOf(presetConfig(id, size));
  return { ...draft, ...Object.fromEntries(presetFields.map((name) => [name, preset[name]])) };
}

/** The preset whose values stand in the form; null when they are somebody's own. */
export function presetOf(draft: Draft, size: DataSize): string | null {
  const same = (id: string) => {
    const preset = draftOf(presetConfig(id, size));
    return presetFields.every((name) => preset[name] === draft[name]);
  };
  return presets.find((preset) => same(preset.id))?.id ?? null;
}

/** A preset that nobody has touched follows the data's size; a person's own settings stay as they are. */
export function forSize(draft: Draft, before: DataSize, size: DataSize): Draft {
  const id = presetOf(draft, before);
  return id === null ? draft : withPreset(draft, id, size);
}

const sharesByDefault: Shares = {
  trainShare: Number(fields.trainShare.default),
  validationShare: Number(fields.validationShare.default),
};

/** Shares that nobody has touched follow the dataset's own; a person's own stay as they are. */
export function forShares(draft: Draft, before: Shares | undefined, next: Shares | undefined): Draft {
  const old = before ?? sharesByDefault;
  const names = ['trainShare', 'validationShare'] as const;
  if (names.some((name) => Number(draft[name]) !== old[name])) return draft;
  const shares = next ?? sharesByDefault;
  return { ...draft, ...Object.fromEntries(names.map((name) => [name, String(shares[name])])) };
}

/** One arrow key's step up (1) or down (−1), kept in range; null where arrows mean nothing. */
export function stepped(name: FieldName, text: string, direction: 1 | -1): string | null {
  const field = fields[name];
  if (field.kind !== 'integer' && field.kind !== 'number') return null;
  const value = numberOf(text);
  if (!Number.isFinite(value)) return null;
  // Steps land on multiples of the step, so that 0.002 goes to 0.003 and 50 words to 60.
  const next = (direction === 1 ? Math.floor : Math.ceil)(value / field.step + direction * 1e-9) + direction;
  const rounded = Number((next * field.step).toPrecision(10));
  return String(Math.min(field.max, Math.max(field.min, rounded)));
}
