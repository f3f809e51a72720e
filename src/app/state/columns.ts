/** Which columns of an uploaded file to read, and whether the choice can be used. */
import type { ClassId, ColumnChoice, LabelValue, TablePreview } from '../../workers/protocol.ts';

/** A choice that may still lack a column. */
export interface ColumnDraft {
  text: string | null;
  label: string | null;
  classes: Record<string, ClassId | null>;
}

export type ColumnProblem =
  | { kind: 'no-text' | 'no-label' | 'same-column' | 'too-many-values' }
  | { kind: 'one-value'; value: string }
  | { kind: 'no-negative' | 'no-positive' | 'no-classes'; values: number };

export function labelValues(preview: TablePreview, label: string | null): LabelValue[] | null {
  return label === null ? null : (preview.values[label] ?? null);
}

/** A column's values with the class that each most likely means. */
function guessedClasses(values: LabelValue[] | null): ColumnDraft['classes'] {
  return Object.fromEntries((values ?? []).map(({ value, guess }) => [value, guess]));
}

export function guessedColumns(preview: TablePreview): ColumnDraft {
  const { text, label } = preview.guess;
  return { text, label, classes: guessedClasses(labelValues(preview, label)) };
}

export function withLabelColumn(preview: TablePreview, draft: ColumnDraft, label: string): ColumnDraft {
  return { ...draft, label, classes: guessedClasses(labelValues(preview, label)) };
}

/** What keeps this choice from being used; null when nothing does. */
export function columnProblem(preview: TablePreview, draft: ColumnDraft): ColumnProblem | null {
  if (draft.text === null) return { kind: 'no-text' };
  if (draft.label === null) return { kind: 'no-label' };
  if (draft.text === draft.label) return { kind: 'same-column' };
  const values = labelValues(preview, draft.label);
  if (values === null) return { kind: 'too-many-values' };
  if (values.length === 1) return { kind: 'one-value', value: values[0].value };
  const classes = values.map(({ value }) => draft.classes[value] ?? null);
  const [negative, positive] = [classes.includes(0), classes.includes(1)];
  if (!negative && !positive) return { kind: 'no-classes', values: values.length };
  if (!negative) return { kind: 'no-negative', values: values.length };
  if (!positive) return { kind: 'no-positive', values: values.length };
  return null;
}

/** @returns null while `columnProblem` has something to say */
export function columnChoice(preview: TablePreview, draft: ColumnDraft): ColumnChoice | null {
  const { text, label, classes } = draft;
  if (text === null || label === null || columnProblem(preview, draft)) return null;
  return { text, label, classes };
}
