import { InputError } from '../errors.ts';
import { sentimentNames, type ClassId, type ColumnChoice } from '../../contract/dataset.ts';
import type { TimeSlicer } from './time-slicer.ts';
import { labelNumber } from './labels.ts';
import { labelValueOf, type Table } from './table.ts';
import { bytesReader, type Texts } from './text-column.ts';
import { TextHash } from './text-hash.ts';

/** What a label cell means for its row: a class, or one of these. */
export const noLabel = -1;
export const excludedLabel = -2;

export interface Labels {
  /** [rows] A class, `noLabel` or `excludedLabel` */
  classes: Int8Array;
  names: readonly string[];
  /** The labels of each class, as they are said: "4, 5". */
  labels: readonly string[];
}

/** Different values that are remembered; a column with more of them holds no labels. */
const mostValues = 1_000;

interface LabelValue {
  value: string;
  class: number;
  count: number;
}

/** Gives each distinct cell its meaning once: a hash of 53 bits tells values apart. */
class LabelValues {
  readonly values = new Map<number, LabelValue>();
  isOverfull = false;
  private readonly hash = new TextHash();
  private readonly bytesOf: (row: number) => Uint8Array;

  constructor(
    private readonly cells: Texts,
    private readonly choice: ColumnChoice,
  ) {
    this.bytesOf = bytesReader(cells);
  }

  classAt(row: number): number {
    const { low, high } = this.hash.of(this.bytesOf(row));
    const key = (low >>> 0) * 0x200000 + (high >>> 11);
    const known = this.values.get(key);
    if (known) {
      known.count++;
      return known.class;
    }
    const value = labelValueOf(this.cells.get(row));
    const meaning = value === '' ? noLabel : (classOf(value, this.choice) ?? excludedLabel);
    if (this.values.size < mostValues) this.values.set(key, { value, class: meaning, count: 1 });
    else this.isOverfull = true;
    return meaning;
  }

  /** The most frequent first. */
  list(): LabelValue[] {
    return [...this.values.values()]
      .filter((value) => value.class !== noLabel)
      .sort((a, b) => b.count - a.count);
  }
}

function classOf(value: string, choice: ColumnChoice): ClassId | null {
  if (!choice.threshold) return Object.hasOwn(choice.classes, value) ? choice.classes[value] : null;
  const { negativeTo, positiveFrom } = choice.threshold;
  const number = labelNumber(value);
  if (number === null) return null;
  if (number <= negativeTo) return 0;
  return number >= positiveFrom ? 1 : null;
}

/**
 * What each row's label means by a user's choice.
 * @throws {InputError} unless there are labels of all classes
 */
export async function readLabels(
  table: Table,
  column: number,
  choice: ColumnChoice,
  slicer: TimeSlicer,
): Promise<Labels> {
  checkThreshold(choice);
  const read = new LabelValues(table.cells[column], choice);
  const classes = new Int8Array(table.rowCount);
  for (let row = 0; row < classes.length; row++) {
    classes[row] = read.classAt(row);
    if (slicer.isDue) await slicer.pause(row / classes.length, row);
  }
  const values = read.list();
  const names = choice.classNames ?? sentimentNames;
  checkClasses({ values, classes, names, isOverfull: read.isOverfull }, choice);
  return { classes, names, labels: listLabels(values, names, choice) };
}

function checkThreshold({ threshold }: ColumnChoice): void {
  if (!threshold) return;
  const { negativeTo, positiveFrom } = threshold;
  if (!(Number.isFinite(negativeTo) && Number.isFinite(positiveFrom) && negativeTo < positiveFrom)) {
    throw new InputError({ code: 'threshold-order', negativeTo, positiveFrom });
  }
}

/** As many labels as are listed of a class. */
const mostListed = 4;

/** The label values of each class, the most frequent first and numbers in their order, or the range of its numbers. */
function listLabels(
  values: readonly LabelValue[],
  names: readonly string[],
  { threshold }: ColumnChoice,
): string[] {
  if (threshold) return [`≤ ${threshold.negativeTo}`, `≥ ${threshold.positiveFrom}`];
  return names.map((_, id) => {
    const meant = values.filter((value) => value.class === id).map(({ value }) => value);
    const shown = meant.slice(0, mostListed);
    const numbers = shown.map(labelNumber);
    const inOrder = numbers.includes(null)
      ? shown
      : shown.toSorted((a, b) => (labelNumber(a) ?? 0) - (labelNumber(b) ?? 0));
    return inOrder.join(', ') + (meant.length > shown.length ? ' …' : '');
  });
}

const namesOf = (values: readonly LabelValue[]) => values.map(({ value }) => value);

interface FoundLabels {
  values: readonly LabelValue[];
  classes: Int8Array;
  names: readonly string[];
  isOverfull: boolean;
}

/** @throws {InputError} unless all classes have label values with rows */
function checkClasses(
  { values, classes, names, isOverfull }: FoundLabels,
  { label, threshold, classNames }: ColumnChoice,
): void {
  if (values.length === 0) throw new InputError({ code: 'label-column-empty', column: label });
  if (values.length === 1) {
    throw new InputError({ code: 'only-one-label', column: label, labels: namesOf(values) });
  }
  const lacking = names.findIndex((_, id) => !classes.includes(id));
  if (lacking < 0) return;
  const name = names[lacking];
  if (threshold) throw new InputError({ code: 'threshold-one-sided', column: label, name });
  if (classNames) throw new InputError({ code: 'class-without-rows', column: label, name });
  if (values.length > 2) {
    throw new InputError({
      code: 'many-labels',
      column: label,
      labels: namesOf(values),
      over: isOverfull ? mostValues : null,
    });
  }
  throw new InputError({ code: 'labels-unknown', column: label, labels: namesOf(values) });
}
