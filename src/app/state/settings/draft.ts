/** The form's own copy of the settings: text as typed, so that a half-typed number is not lost. */
import {
  configProblems,
  fieldNames,
  fields,
  forEachSetting,
  formatSetting,
  isSettingValue,
  parseRunConfig,
  parseSetting,
  presetConfig,
  settingOf,
  presets,
  type DataSize,
  type FieldName,
  type RunConfig,
  type SampleDataset,
} from '../../../workers/protocol.ts';
import { settingProblem } from '../../i18n/settings.ts';

/** What stands in each control: text for numbers and choices, true or false for switches. */
export type Draft = Readonly<Record<FieldName, string | boolean>>;

export type FieldProblems = Partial<Record<FieldName, string>>;

const written = (value: RunConfig[FieldName]) => (typeof value === 'boolean' ? value : formatSetting(value));

export function draftOf(config: RunConfig): Draft {
  return forEachSetting((name) => written(config[name]));
}

/** Text as it was understood: "5e2" becomes 500. What can't be read stays, for its sentence to be about it. */
export function settled(name: FieldName, raw: string | boolean): string | boolean {
  const { value } = parseSetting(name, String(raw));
  return value === null ? raw : written(value);
}

export interface ReadDraft {
  /** Null when a setting is wrong. */
  config: RunConfig | null;
  problems: FieldProblems;
}

type Shares = NonNullable<SampleDataset['shares']>;

export function readDraft(draft: Draft): ReadDraft {
  const values: Partial<Record<FieldName, unknown>> = {};
  const problems: FieldProblems = {};
  for (const name of fieldNames) {
    const { value, problem } = parseSetting(name, String(draft[name]));
    if (problem === null) values[name] = value;
    else problems[name] = settingProblem(problem);
  }
  // What lies between several settings can be said when each of them is right.
  if (Object.keys(problems).length === 0)
    for (const problem of configProblems(values)) {
      const setting = settingOf(problem);
      if (setting) problems[setting] = settingProblem(problem);
    }
  return { config: Object.keys(problems).length === 0 ? parseRunConfig(values) : null, problems };
}

/** What counts as a token. */
const tokenFields = ['punctuation', 'tokenization'] as const;

type TokenDraft = Pick<Draft, (typeof tokenFields)[number]>;

const presetFields = fieldNames.filter((name) => !fields[name].isPersonal);

/**
 * A preset's values as they stand in the form.
 * @param size of the dataset: some presets depend on it
 * @param draft says what counts as a token: that has a say in the length limit
 */
export function presetDraft(id: string, size: DataSize, draft: TokenDraft): Draft {
  const { punctuation, tokenization } = draft;
  return draftOf(
    presetConfig(id, size, {
      punctuation: punctuation === true,
      tokenization: isSettingValue('tokenization', tokenization) ? tokenization : undefined,
    }),
  );
}

/** The form with a preset's values; what is no matter of presets stays. */
export function withPreset(draft: Draft, id: string, size: DataSize): Draft {
  const preset = presetDraft(id, size, draft);
  return { ...draft, ...Object.fromEntries(presetFields.map((name) => [name, preset[name]])) };
}

/** Whether a preset's values stand in the form. */
function isPreset(id: string, draft: Draft, size: DataSize): boolean {
  const preset = presetDraft(id, size, draft);
  return presetFields.every((name) => preset[name] === settled(name, draft[name]));
}

/**
 * The preset whose values stand in the form; null when they are somebody's own.
 * @param taken the one that was taken last: for some data two have the same values, and then it is this one, else the first
 */
export function presetOf(draft: Draft, size: DataSize, taken: string = presets[0].id): string | null {
  const ids = [taken, ...presets.map(({ id }) => id)];
  return ids.find((id) => isPreset(id, draft, size)) ?? null;
}

/** One setting is changed. A preset that nobody has touched stays itself. */
export function withSetting(draft: Draft, change: Partial<Draft>, size: DataSize, taken?: string): Draft {
  const next = { ...draft, ...change };
  const isAboutTokens = tokenFields.some((name) => change[name] !== undefined);
  const id = isAboutTokens ? presetOf(draft, size, taken) : null;
  return id === null ? next : withPreset(next, id, size);
}

/** A preset that nobody has touched follows the data's size; a user's own settings stay as they are. */
export function forSize(draft: Draft, before: DataSize, size: DataSize, taken?: string): Draft {
  const id = presetOf(draft, before, taken);
  return id === null ? draft : withPreset(draft, id, size);
}

const sharesByDefault: Shares = {
  trainShare: fields.trainShare.default,
  validationShare: fields.validationShare.default,
};

/** Shares that nobody has touched follow the dataset's own; a user's own stay as they are. */
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
  const { value } = parseSetting(name, text);
  if (typeof value !== 'number') return null;
  // Steps land on multiples of the step, so that 0.002 goes to 0.003 and 50 words to 60.
  const next = (direction === 1 ? Math.floor : Math.ceil)(value / field.step + direction * 1e-9) + direction;
  const rounded = Number((next * field.step).toPrecision(10));
  return String(Math.min(field.max, Math.max(field.min, rounded)));
}
