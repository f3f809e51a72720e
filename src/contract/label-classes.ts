/** The classes that a column's labels can be: what the form offers, and what is taken until a user says otherwise. */
import { sentimentNames, type LabelValue } from './dataset.ts';
import { leastRowsOfClass, mostClasses, type ClassId } from './parts.ts';

/** `two`: negative and positive; `three`: neutral between them; `each`: a class for each label. */
export const schemeIds = ['two', 'three', 'each'] as const;
export type SchemeId = (typeof schemeIds)[number];

/** From the worst to the best. */
export const threeNames = [sentimentNames[0], 'neutral', sentimentNames[1]] as const;

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
  const rank = ({ guess }: LabelValue) => (typeof guess === 'number' ? guess : 0.5);
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

/** The two classes by which all reviews are meant, with those in the middle as a class of their own if `middle` is one. */
function sentimentScheme(values: readonly LabelValue[], id: 'two' | 'three'): ClassScheme {
  const names = id === 'three' ? threeNames : sentimentNames;
  const side = ({ guess }: LabelValue) => {
    if (guess === 'middle') return id === 'three' ? 1 : null;
    return guess === 1 ? names.length - 1 : guess;
  };
  return { id, names, classes: recordOf(values.map((value) => [value.value, side(value)])) };
}

/** Negative and positive, by what the labels say themselves; all others are excluded. */
export const sentimentClasses = (values: readonly LabelValue[]) => sentimentScheme(values, 'two').classes;

/** Where the labels have a middle that has enough rows for a class, and both sides. */
function threeScheme(values: readonly LabelValue[]): ClassScheme | null {
  const rows = ([0, 'middle', 1] as const).map((side) =>
    values.reduce((sum, { guess, count }) => sum + (guess === side ? count : 0), 0),
  );
  return rows.every((count) => count >= leastRowsOfClass) ? sentimentScheme(values, 'three') : null;
}

/** Whether two lists of names are the same classes. */
export const sameNames = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((name, id) => name === b[id]);

/** Whether these are the two classes that go without saying. */
export const areSentiment = (names: readonly string[]) => sameNames(names, sentimentNames);

/**
 * The schemes for these labels, the one that is taken first. Labels that are no numbers are classes of their own where
 * they are not known to be good and bad, or where more than two words have enough rows. Of two that give the same classes
 * the first stays.
 */
export function classSchemes(values: readonly LabelValue[]): ClassScheme[] {
  const sentiment = sentimentScheme(values, 'two');
  const each = eachScheme(values);
  if (!each) return [sentiment];
  const hasBoth = [0, 1].every((id) => values.some(({ guess }) => guess === id));
  const areNumbers = values.some(({ value }) => isNumber(value));
  const areWords = values.every(({ value }) => /\p{L}{2}/u.test(value));
  const isEachFirst = !areNumbers && (!hasBoth || (areWords && each.names.length > 2));
  if (!isEachFirst && each.names.length === 2) return [sentiment];
  const three = threeScheme(values);
  const found = isEachFirst ? [each, sentiment, three] : [sentiment, three, each];
  return found.filter(
    (scheme, place): scheme is ClassScheme =>
      scheme !== null && found.findIndex((one) => one && sameNames(one.names, scheme.names)) === place,
  );
}
