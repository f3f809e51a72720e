/** What the command line says about columns, labels and encoding, over what the file lets guess. */
import { encodings, sentimentNames, type LabelValue } from '../src/contract/dataset.ts';
import {
  areSentiment,
  classSchemes,
  schemeIds,
  threeNames,
  type ClassScheme,
  type SchemeId,
} from '../src/contract/label-classes.ts';
import { mostClasses } from '../src/contract/parts.ts';
import { InputError } from '../src/model/index.ts';
import type { ColumnChoice, Encoding, CleaningOptions, TablePreview } from '../src/model/index.ts';

export const columnOptions = {
  'text-column': { type: 'string' },
  'label-column': { type: 'string' },
  'split-column': { type: 'string' },
  'split-by-chance': { type: 'boolean' },
  classes: { type: 'string' },
  threshold: { type: 'string' },
  encoding: { type: 'string' },
  'strip-markup': { type: 'boolean' },
  'exclude-near-duplicates': { type: 'boolean' },
  'exclude-cross-split': { type: 'boolean' },
  balance: { type: 'boolean' },
} as const;

type Kind = { string: string; boolean: boolean };
export type ColumnFlags = {
  [K in keyof typeof columnOptions]?: Kind[(typeof columnOptions)[K]['type']];
};

/** What other programs call some of them, and `TextDecoder` does not. */
const otherNames: Record<string, string> = {
  'mac roman': 'macintosh',
  macroman: 'macintosh',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
};

/** As `TextDecoder` calls it: one name for all of its names. Null for those that it does not know. */
function canonicalName(name: string): string | null {
  try {
    const { encoding } = new TextDecoder(otherNames[name.toLowerCase()] ?? name);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    return null;
  }
}

/** @throws {InputError} for an encoding that is not known */
export function encodingOf(flags: ColumnFlags): Encoding | null {
  const { encoding } = flags;
  if (encoding === undefined) return null;
  const wanted = canonicalName(encoding);
  const known = encodings.find((name) => wanted !== null && canonicalName(name) === wanted);
  if (!known) throw new InputError({ code: 'encoding-choices', choices: encodings });
  return known;
}

/**
 * What can be said of the flags before the columns are known.
 * @throws {InputError} for a flag that can't be read, or two that say different things
 */
export function checkColumnFlags(flags: ColumnFlags): void {
  encodingOf(flags);
  if (!schemeIdOf(flags)) classNamesOf(parseClasses(flags.classes));
  if (flags.threshold !== undefined) {
    thresholdOf(flags.threshold);
    if (flags.classes !== undefined) throw new InputError({ code: 'threshold-or-classes' });
  }
  if (flags['split-by-chance'] && flags['split-column'] !== undefined)
    throw new InputError({ code: 'split-or-chance' });
}

/** Each cleaning option has a flag. */
export const cleaningFlags = {
  stripMarkup: 'strip-markup',
  excludeNearDuplicates: 'exclude-near-duplicates',
  excludeCrossSplit: 'exclude-cross-split',
  balance: 'balance',
} as const satisfies Record<keyof CleaningOptions, keyof ColumnFlags>;

export const cleaningNames = Object.keys(cleaningFlags) as (keyof CleaningOptions)[];

/** Null when no flag asks for any. */
export function cleaningOf(flags: ColumnFlags): Partial<CleaningOptions> | null {
  const asked = cleaningNames.filter((name) => flags[cleaningFlags[name]]);
  return asked.length > 0 ? Object.fromEntries(asked.map((name) => [name, true])) : null;
}

/** @throws {InputError} when the flags are no good, or the columns can be neither read from them nor guessed */
export function choiceOf(preview: TablePreview, flags: ColumnFlags): ColumnChoice {
  const text = flags['text-column'] ?? preview.guess.text;
  const label = flags['label-column'] ?? preview.guess.label;
  if (!text || !label) {
    const { columns, numbers } = preview;
    const scores = columns.find((name) => name !== text && rangeOf(numbers, name) !== null) ?? null;
    const range = scores === null ? null : rangeOf(numbers, scores);
    throw new InputError({ code: 'say-columns', columns, scores, ...example(range) });
  }
  const cleaning = cleaningOf(flags);
  return {
    text,
    label,
    ...labelsOf(preview, label, flags),
    split: flags['split-by-chance'] ? null : (flags['split-column'] ?? preview.guess.split),
    ...(cleaning && { cleaning }),
  };
}

type NumberRange = NonNullable<TablePreview['numbers'][string]>;

const isOf = (byColumn: Record<string, unknown>, name: string) =>
  Object.hasOwn(byColumn, name) && byColumn[name] !== null;

/** The ends of a column of different numbers. */
function rangeOf(numbers: TablePreview['numbers'], name: string): NumberRange | null {
  const range = isOf(numbers, name) ? numbers[name] : null;
  return range && range.min < range.max ? range : null;
}

/** A threshold such as these numbers need, as it is written. */
function example(range: NumberRange | null): { threshold: string } {
  if (!range) return { threshold: '4,7' };
  const { min, max } = range;
  // Whole numbers where there are enough of them.
  const digits = max - min >= 5 ? 0 : 2;
  const at = (share: number) => Number((min + share * (max - min)).toFixed(digits));
  return { threshold: `${at(0.4)},${at(0.6)}` };
}

/** How labels become classes, where the flag says no more than that. */
function schemeIdOf({ classes }: ColumnFlags): SchemeId | null {
  return schemeIds.find((id) => id === classes?.trim()) ?? null;
}

function labelsOf(
  preview: TablePreview,
  label: string,
  flags: ColumnFlags,
): Pick<ColumnChoice, 'classes' | 'classNames' | 'threshold'> {
  const values = Object.hasOwn(preview.values, label) ? preview.values[label] : null;
  // Without a prototype: a label "__proto__" is a key like any other.
  const classes = Object.assign(Object.create(null) as ColumnChoice['classes']);
  if (flags.threshold !== undefined) return { classes, threshold: thresholdOf(flags.threshold) };
  const scheme = schemeIdOf(flags);
  const given = scheme ? [] : parseClasses(flags.classes);
  const codes = Object.hasOwn(preview.codes, label) ? preview.codes[label] : null;
  if (codes && given.length === 0 && scheme !== 'each')
    throw new InputError({ code: 'labels-are-codes', column: label, codes });
  if (given.length === 0 && preview.columns.includes(label)) checkScores(preview, label, scheme);
  if (given.length === 0 && values) {
    const { names: all, classes: taken } = schemeOf(values, scheme);
    return areSentiment(all) ? { classes: taken } : { classes: taken, classNames: all };
  }
  const names = classNamesOf(given);
  const idOf = (name: string | null) => (name === null ? null : names.indexOf(name));
  for (const { value, guess } of values ?? []) {
    const known = typeof guess === 'number' ? names.indexOf(sentimentNames[guess]) : -1;
    classes[value] = known < 0 ? null : known;
  }
  for (const [value, name] of given) classes[value] = idOf(name);
  return areSentiment(names) ? { classes } : { classes, classNames: names };
}

/** Numbers that say by themselves what they mean are stars and the like. @throws {InputError} for others, and too many labels */
function checkScores({ values, numbers }: TablePreview, label: string, scheme: SchemeId | null): void {
  const labels = isOf(values, label) ? values[label] : null;
  const range = rangeOf(numbers, label);
  const isMeant = scheme !== null || labels?.some(({ guess }) => typeof guess === 'number');
  if (range && (!labels || (labels.length > 2 && !isMeant)))
    throw new InputError({
      code: 'label-is-scores',
      column: label,
      ...range,
      ...example(range),
      canBeEach: labels !== null && classSchemes(labels).some(({ id }) => id === 'each'),
    });
  if (!labels) throw new InputError({ code: 'label-has-many', column: label });
}

/** The one that was asked for, or the likeliest. @throws {InputError} when these labels can't be sorted that way */
function schemeOf(values: readonly LabelValue[], id: SchemeId | null): ClassScheme {
  const schemes = classSchemes(values);
  const found = id === null ? schemes[0] : schemes.find((scheme) => scheme.id === id);
  if (!found) throw new InputError({ code: 'no-such-scheme', schemes: schemes.map((scheme) => scheme.id) });
  return found;
}

function thresholdOf(text: string): NonNullable<ColumnChoice['threshold']> {
  const parts = text.split(',');
  const [negativeTo, positiveFrom] = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (parts.length !== 2 || !(negativeTo < positiveFrom)) {
    throw new InputError({ code: 'threshold-syntax' });
  }
  return { negativeTo, positiveFrom };
}

/** Words for rows that are not used; the second is its name in earlier versions. */
const exclusions = ['exclude', 'leave-out'];

/**
 * The classes that were named, in the order in which they come; the usual two where no other is among them.
 * @throws {InputError} for other names than these, unless there are 2 to 50
 */
function classNamesOf(given: readonly (readonly [string, string | null])[]): readonly string[] {
  const names = [...new Set(given.flatMap(([, name]) => (name === null ? [] : [name])))];
  if (names.every((name) => sentimentNames.some((usual) => usual === name))) return sentimentNames;
  if (names.length < 2 || names.length > mostClasses) throw new InputError({ code: 'classes-syntax' });
  // From the worst to the best, where all of them are these.
  const sentiments = threeNames.filter((name) => names.includes(name));
  return sentiments.length === names.length ? sentiments : names;
}

/** @returns each label with the name of its class, null: excluded */
function parseClasses(text: string | undefined): [string, string | null][] {
  if (text === undefined) return [];
  return text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=');
    const name = pair.slice(at + 1).trim();
    if (at < 1 || name === '') throw new InputError({ code: 'classes-syntax' });
    return [pair.slice(0, at).trim(), exclusions.includes(name) ? null : name];
  });
}
