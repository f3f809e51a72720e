import { labelNumber } from '../src/model/index.ts';
import type { ClassId, ColumnChoice, DatasetSummary, TablePreview } from '../src/model/index.ts';

export interface LabelMeaning {
  value: string;
  /** Null: excluded. */
  class: ClassId | null;
  /** Rows that have it, those excluded for other reasons among them. */
  count: number;
}

function classOf(value: string, { classes, threshold }: ColumnChoice): ClassId | null {
  if (!threshold) return Object.hasOwn(classes, value) ? classes[value] : null;
  const number = labelNumber(value);
  if (number === null) return null;
  if (number <= threshold.negativeTo) return 0;
  return number >= threshold.positiveFrom ? 1 : null;
}

/** What each label value was taken for; of a sample, or of numbers with too many values to list, the classes. */
export function labelsOf(
  opened: { preview: TablePreview; choice: ColumnChoice } | null,
  summary: DatasetSummary,
): LabelMeaning[] {
  const values = opened?.preview.values[opened.choice.label];
  if (opened && values) {
    return values.map(({ value, count }) => ({ value, class: classOf(value, opened.choice), count }));
  }
  const { classNames, classCounts } = summary;
  return classNames.map((name, id) => ({ value: name, class: id, count: classCounts[id] }));
}
