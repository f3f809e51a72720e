/** Which columns of a user's own data to read, and whether the choice can be used. */
import { sentimentNames } from '../../../contract/dataset.ts';
import {
  areSentiment,
  classSchemes,
  sameNames,
  type ClassScheme,
  type SchemeId,
} from '../../../contract/label-classes.ts';
import type {
  ClassId,
  ColumnChoice,
  LabelCode,
  LabelValue,
  CleaningOptions,
  TablePreview,
} from '../../../workers/protocol.ts';

/** Both ends as typed, so that a half-typed number is not lost. */
export interface ThresholdDraft {
  negativeTo: string;
  positiveFrom: string;
}

/** A choice that may still lack a column. */
export interface ColumnDraft {
  text: string | null;
  label: string | null;
  classes: Record<string, ClassId | null>;
  classNames: readonly string[];
  /** Labels that are codes have been looked at: their meanings are the user's. */
  areCodesMeant: boolean;
  /** For a label of numbers with too many values to sort one by one; null for all others. */
  threshold: ThresholdDraft | null;
  /** Null: split by chance. */
  split: string | null;
  cleaning: Partial<CleaningOptions>;
}

export type ColumnProblem =
  | { kind: 'no-text' | 'no-label' | 'same-column' | 'too-many-values' | 'codes' }
  | { kind: 'threshold-number' | 'threshold-order' }
  | { kind: 'threshold-range'; min: number; max: number }
  | { kind: 'one-value'; column: string; value: string }
  | { kind: 'no-negative' | 'no-positive' | 'no-classes'; values: number }
  | { kind: 'empty-class'; name: string };

/** A label column's values, the most frequent first; numbers from the least to the greatest. */
export function labelValues(preview: TablePreview, label: string | null): LabelValue[] | null {
  const values = label === null ? null : (preview.values[label] ?? null);
  const isNumeric = values?.every(({ value }) => isNumber(value));
  return values && isNumeric ? values.toSorted((a, b) => Number(a.value) - Number(b.value)) : values;
}

/** All columns, those that were chosen first: in a wide table they would lie out of sight. */
export function columnsToShow(preview: TablePreview, { text, label, split }: ColumnDraft): string[] {
  const chosen = [text, label, split].filter((column) => column !== null);
  return [...new Set([...chosen, ...preview.columns])];
}

/** The classes that a label column's values can be, the likeliest first. */
export function schemesOf(preview: TablePreview, label: string | null): ClassScheme[] {
  return classSchemes(labelValues(preview, label) ?? []);
}

/** The range of a label that is a number with too many values for a table of them; null for all others. */
export function labelRange(preview: TablePreview, label: string | null): { min: number; max: number } | null {
  if (label === null || labelValues(preview, label)) return null;
  return preview.numbers[label] ?? null;
}

/** The middle fifth of the range is excluded, until a user says otherwise. */
function guessedThreshold(preview: TablePreview, label: string | null): ThresholdDraft | null {
  const range = labelRange(preview, label);
  if (!range) return null;
  const at = (share: number) => String(Number((range.min + share * (range.max - range.min)).toPrecision(3)));
  return { negativeTo: at(0.4), positiveFrom: at(0.6) };
}

function labelParts(preview: TablePreview, label: string | null) {
  const [{ classes, names }] = schemesOf(preview, label);
  const threshold = guessedThreshold(preview, label);
  return { label, classes, classNames: names, areCodesMeant: false, threshold };
}

/** With the classes of another scheme. Whoever makes a class of each label has said what codes mean. */
export function withScheme(preview: TablePreview, draft: ColumnDraft, id: SchemeId): ColumnDraft {
  const scheme = schemesOf(preview, draft.label).find((one) => one.id === id);
  if (!scheme) return draft;
  return { ...draft, classes: scheme.classes, classNames: scheme.names, areCodesMeant: id === 'each' };
}

export function guessedColumns(preview: TablePreview): ColumnDraft {
  const { text, label, split } = preview.guess;
  return { text, split, cleaning: {}, ...labelParts(preview, label) };
}

export function withLabelColumn(preview: TablePreview, draft: ColumnDraft, label: string): ColumnDraft {
  // What says the part can't also say the label.
  const split = draft.split === label ? null : draft.split;
  return { ...draft, split, ...labelParts(preview, label) };
}

/**
 * What was chosen before, for a table that was read anew: other words of the same files, as another encoding
 * gives them, have other label values. Columns that are gone are guessed.
 */
export function carriedColumns(preview: TablePreview, before: ColumnDraft): ColumnDraft {
  const has = (column: string | null) => column !== null && preview.columns.includes(column);
  const guess = guessedColumns(preview);
  const text = has(before.text) ? before.text : guess.text;
  const split = before.split === null || has(before.split) ? before.split : guess.split;
  const label = labelParts(preview, has(before.label) ? before.label : guess.label);
  if (label.label !== before.label) return { ...label, text, split, cleaning: before.cleaning };
  const known = Object.keys(label.classes).filter((value) => Object.hasOwn(before.classes, value));
  const classes = Object.fromEntries(known.map((value) => [value, before.classes[value]]));
  const hasSameNames = sameNames(before.classNames, label.classNames);
  const excluded = Object.fromEntries(Object.keys(label.classes).map((value) => [value, null]));
  const threshold = label.threshold && (before.threshold ?? label.threshold);
  return {
    ...label,
    text,
    split,
    cleaning: before.cleaning,
    classes: { ...(hasSameNames ? label.classes : excluded), ...classes },
    classNames: before.classNames,
    areCodesMeant: before.areCodesMeant,
    threshold,
  };
}

/** A choice that was read once, as a draft again. */
export function draftOfChoice(choice: ColumnChoice): ColumnDraft {
  const { text, label, classes, classNames, threshold, split = null, cleaning = {} } = choice;
  return {
    text,
    label,
    classes,
    classNames: classNames ?? sentimentNames,
    areCodesMeant: true,
    split,
    cleaning,
    threshold: threshold
      ? { negativeTo: String(threshold.negativeTo), positiveFrom: String(threshold.positiveFrom) }
      : null,
  };
}

const partNames = /^(train|training|test|testing|val|valid|validation|dev|eval|evaluation|unsup)$/i;

/** Columns that may say which part a row belongs to: the guess, and those whose values are parts' names. */
export function splitColumns(preview: TablePreview): string[] {
  return preview.columns.filter((column) => {
    if (column === preview.guess.split) return true;
    const values = preview.values[column];
    return values && values.length > 1 && values.every(({ value }) => partNames.test(value));
  });
}

/** Few values, all of them numbers, as stars are. */
export function isScale(values: LabelValue[] | null): boolean {
  return values !== null && values.length > 2 && values.every(({ value }) => isNumber(value));
}

const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text));

/** "2,5" is how half of the world writes 2.5. */
function numberOf(text: string): number {
  const plain = text.trim().replace(/^([-+]?\d+),(\d+)$/, '$1.$2');
  return plain === '' ? Number.NaN : Number(plain);
}

function readThreshold({ negativeTo, positiveFrom }: ThresholdDraft) {
  return { negativeTo: numberOf(negativeTo), positiveFrom: numberOf(positiveFrom) };
}

function thresholdProblem(draft: ThresholdDraft, range: { min: number; max: number }): ColumnProblem | null {
  const { negativeTo, positiveFrom } = readThreshold(draft);
  if (!Number.isFinite(negativeTo) || !Number.isFinite(positiveFrom)) return { kind: 'threshold-number' };
  if (negativeTo >= positiveFrom) return { kind: 'threshold-order' };
  if (negativeTo < range.min || positiveFrom > range.max) return { kind: 'threshold-range', ...range };
  return null;
}

function classesProblem(values: LabelValue[], { classes, classNames }: ColumnDraft): ColumnProblem | null {
  const meanings = values.map(({ value }) => classes[value] ?? null);
  if (!areSentiment(classNames)) {
    const empty = classNames.find((_, id) => !meanings.includes(id));
    return empty === undefined ? null : { kind: 'empty-class', name: empty };
  }
  const [negative, positive] = [meanings.includes(0), meanings.includes(1)];
  if (!negative && !positive) return { kind: 'no-classes', values: values.length };
  if (!negative) return { kind: 'no-negative', values: values.length };
  if (!positive) return { kind: 'no-positive', values: values.length };
  return null;
}

/** Labels that do not tell which of them is good, with examples; null for all others. */
export function codesOf(preview: TablePreview, label: string | null): LabelCode[] | null {
  return label !== null && Object.hasOwn(preview.codes, label) ? preview.codes[label] : null;
}

/** What keeps this choice from being used; null when nothing does. */
export function columnProblem(preview: TablePreview, draft: ColumnDraft): ColumnProblem | null {
  if (draft.text === null) return { kind: 'no-text' };
  if (draft.label === null) return { kind: 'no-label' };
  if (draft.text === draft.label) return { kind: 'same-column' };
  const range = labelRange(preview, draft.label);
  if (range && draft.threshold) return thresholdProblem(draft.threshold, range);
  const values = labelValues(preview, draft.label);
  if (!values) return { kind: 'too-many-values' };
  if (values.length === 1) return { kind: 'one-value', column: draft.label, value: values[0].value };
  if (codesOf(preview, draft.label) && !draft.areCodesMeant) return { kind: 'codes' };
  return classesProblem(values, draft);
}

/** @returns null while `columnProblem` has something to say */
export function columnChoice(preview: TablePreview, draft: ColumnDraft): ColumnChoice | null {
  const { text, label, classes, classNames, split, cleaning } = draft;
  if (text === null || label === null || columnProblem(preview, draft)) return null;
  const threshold = labelRange(preview, label) && draft.threshold && readThreshold(draft.threshold);
  const named = areSentiment(classNames) ? {} : { classNames };
  return { text, label, classes, ...named, threshold, split, cleaning };
}

/** Whether what stands in the form is what was read. */
export function isRead(preview: TablePreview, draft: ColumnDraft, read: ColumnChoice): boolean {
  const choice = columnChoice(preview, draft);
  return choice !== null && JSON.stringify(choice) === JSON.stringify(read);
}
