/** The classes that a column's labels can be: what the form offers, and what is taken until a user says otherwise. */
import { sentimentNames, type LabelValue } from './dataset.ts';
import { leastRowsOfClass, mostClasses, type ClassId } from './parts.ts';

/** `sentiment`: negative and positive; `each`: a class for each label. */
export type SchemeId = 'sentiment' | 'each';

export interface ClassScheme {
  id: SchemeId;
  names: readonly string[];
  classes: Record<string, ClassId | null>;
}

const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text));

/** Numbers from the least to the greatest; words from the negative ones to the positive, else by the alphabet. */
function inOrder(values: readonly LabelValue[]): LabelValue[] {
  if (values.every(({ value }) => isNumber(value)))
    return values.toSorted((a, b) => Number(a.value) - Number(b.value));
  const rank = ({ guess }: LabelValue) => (guess === null ? 0.5 : guess);
  return values.toSorted((a, b) => rank(a) - rank(b) || (a.value < b.value ? -1 : 1));
}

/** Without a prototype: a label "__proto__" is a key like any other. */
function recordOf(entries: readonly (readonly [string, ClassId | null])[]): ClassScheme['classes'] {
  return Object.assign(Object.create(null) as ClassScheme['classes'], Object.fromEntries(entries));
}

/** Labels with fewer rows than a class needs are excluded. */
function eachScheme(values: readonly LabelValue[]): ClassScheme | null {
  const named = inOrder(values.filter(({ value, count }) => value !== '' && count >= leastRowsOfClass));
  if (named.length < 2 || named.length > mostClasses) return null;
  const names = named.map(({ value }) => value);
  return {
    id: 'each',
    names,
    classes: recordOf(
      values.map(({ value }) => [value, names.includes(value) ? names.indexOf(value) : null]),
    ),
  };
}

/**
 * The schemes for these labels, the one that is taken first. Labels that are words are classes of their own where none of them is
 * known to be good or bad, or where there are more than two of them with enough rows.
 */
export function classSchemes(values: readonly LabelValue[]): ClassScheme[] {
  const sentiment: ClassScheme = {
    id: 'sentiment',
    names: sentimentNames,
    classes: recordOf(values.map(({ value, guess }) => [value, guess])),
  };
  const each = eachScheme(values);
  if (!each) return [sentiment];
  const hasBoth = [0, 1].every((id) => values.some(({ guess }) => guess === id));
  const areWords = values.every(({ value }) => !isNumber(value) && /\p{L}{2}/u.test(value));
  const isEachFirst = areWords && (!hasBoth || each.names.length > 2);
  if (!isEachFirst && each.names.length === 2) return [sentiment];
  return isEachFirst ? [each, sentiment] : [sentiment, each];
}
