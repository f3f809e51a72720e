/** The command line's flags for a run's settings: one for each field of the settings' table. */
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import {
  BackendError,
  fieldNames,
  fields,
  flagOf,
  InputError,
  parseRunConfig,
  parseSetting,
  presetConfig,
  presetReasons,
  SettingError,
} from '../src/model/index.ts';
import type { DataSize, FieldName, PresetReason, RunConfig } from '../src/model/index.ts';
import { helpOf, say, withAdvice } from './language.ts';
import { nearest } from './near.ts';

type FlagValues = Record<string, string | boolean | undefined>;

export const configFlags: Record<string, { type: 'string' }> = Object.fromEntries(
  fieldNames.map((name) => [flagOf(name), { type: 'string' as const }]),
);

/**
 * A command's own flags and those of the settings as they were given, and what has no flag: files or texts.
 * @param given `settings`: the flags of settings that the command takes, all or none; `args`: the command line
 * @throws {InputError} for a flag that does not exist
 */
export function parseFlagsAndPaths<T extends NonNullable<ParseArgsConfig['options']>>(
  options: T,
  command: string,
  { settings = configFlags, args = process.argv.slice(2) } = {},
) {
  // Names of flags in earlier versions.
  const named = args.map((arg) =>
    arg.replace(/^--leave-out-/, '--exclude-').replace(/^--setback(?==|$)/, '--on-divergence'),
  );
  const all = { ...settings, ...options };
  try {
    const config = { args: withNegativeNumbers(named, all), options: all, allowPositionals: true as const };
    const { values, positionals } = parseArgs(config);
    return { values, positionals };
  } catch (error) {
    const flag = unknownFlag(named, all);
    if (flag !== null)
      throw new InputError({ code: 'no-such-flag', flag, near: nearest(flag, Object.keys(all)), command });
    const problem = error instanceof Error ? error.message : String(error);
    throw new InputError({ code: 'flag-wrong', problem: problem.replaceAll(/\s*\n\s*/g, ' '), command });
  }
}

/** A number below 0 after a flag that takes a value is that value, not a flag: what is wrong with it is told as of any other. */
function withNegativeNumbers(
  args: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const flag = joined.at(-1) ?? '';
    const takesValue = flag.startsWith('--') && options[flag.slice(2)]?.type === 'string';
    if (takesValue && /^-\.?\d/.test(arg)) joined.splice(-1, 1, `${flag}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

/** The first flag that is none of the options, without its dashes; null where all are. */
function unknownFlag(args: readonly string[], options: object): string | null {
  const end = args.indexOf('--');
  const flags = args
    .slice(0, end < 0 ? args.length : end)
    .flatMap((arg) => /^--([^=]+)/.exec(arg)?.[1] ?? []);
  return flags.find((flag) => !Object.hasOwn(options, flag)) ?? null;
}

/** Ends a command: one sentence for what a user can fix, all there is to know for a fault of ours. */
export function fail(error: unknown): void {
  if (error instanceof InputError) console.error(say(error.told));
  else console.error(error instanceof BackendError ? withAdvice(error.code, error.told) : error);
  process.exitCode = 1;
}

/** The settings that were given a flag. */
function givenSettings(values: FlagValues): Partial<Record<FieldName, unknown>> {
  return Object.fromEntries(
    fieldNames.flatMap((name) => {
      const value = values[flagOf(name)];
      return typeof value === 'string' ? [[name, parseValue(name, value)] as const] : [];
    }),
  );
}

/**
 * Checks each flag of a setting, and the preset's name, without any data.
 * @throws {InputError} with one sentence
 */
export function checkSettings(preset: string | undefined, values: FlagValues): void {
  // The data may have its own shares: of those that are not given the least is taken here, and folds go by them.
  const least = { trainShare: fields.trainShare.min, validationShare: fields.validationShare.min };
  asInputError(() => {
    const own = { ...presetConfig(preset), ...least };
    parseRunConfig({ ...own, ...givenSettings(values), fold: fields.fold.default });
  });
}

/**
 * The preset's settings, the dataset's own over them, and the given flags over both.
 * @throws {InputError} with one sentence when a flag is no good
 */
export function configFromFlags(
  preset: string | undefined,
  values: FlagValues,
  data: { size: DataSize; settings: Partial<RunConfig> },
): RunConfig {
  return asInputError(() => {
    const given = givenSettings(values);
    const tokens = tokenSettings(given);
    return parseRunConfig({ ...presetConfig(preset, data.size, tokens), ...data.settings, ...given });
  });
}

/** What counts as a token. @throws {SettingError} */
function tokenSettings({ punctuation, tokenization }: ReturnType<typeof givenSettings>): RunConfig {
  return parseRunConfig({
    ...(punctuation !== undefined && { punctuation }),
    ...(tokenization !== undefined && { tokenization }),
  });
}

/** Why the preset chose its settings for the data; nothing where a flag takes the place of any of them. */
export function reasonsOf(values: FlagValues & { preset?: string }, size: DataSize): PresetReason[] {
  const isAsPreset = fieldNames.every(
    (name) => fields[name].isPersonal || values[flagOf(name)] === undefined,
  );
  return isAsPreset ? presetReasons(values.preset, size, tokenSettings(givenSettings(values))) : [];
}

function asInputError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SettingError)
      throw new InputError({ code: 'setting-wrong', problem: error.problem });
    throw error;
  }
}

/** @throws {InputError} with the sentence that says how it is written */
function parseValue(name: FieldName, text: string): unknown {
  const { value, problem } = parseSetting(name, text);
  if (problem !== null) throw new InputError({ code: 'setting-wrong', problem });
  return value;
}

/** A line for each setting. */
export function describeFlags(): string {
  return fieldNames
    .map((name) => {
      const field = fields[name];
      const choices = field.kind === 'choice' ? ` (${field.choices.join(', ')})` : '';
      return `  --${flagOf(name).padEnd(22)} ${helpOf(name)}${choices}`;
    })
    .join('\n');
}
