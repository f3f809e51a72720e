import { textCells } from '../../data/dataset.ts';
import { rowDefect } from '../../data/table.ts';
import { excluded, rowsWhere } from './finding.ts';
import type { ExaminationContext, FindingDraft } from './finding.ts';

/** Of all rows: from here on so many are missing that something is wrong with the file or the choice of columns. */
const manyMissing = 0.05;

function severityOf({ dataset }: ExaminationContext, count: number): FindingDraft['severity'] {
  return count > manyMissing * dataset.rowsRead ? 'warning' : 'note';
}

function findEmpty(context: ExaminationContext): FindingDraft[] {
  const { count, rows } = excluded(context, 'empty-text');
  if (count === 0) return [];
  const severity = severityOf(context, count);
  return [
    {
      id: 'empty-texts',
      severity,
      count,
      message: { code: 'found-empty-texts', count },
      effect: severity === 'note' ? { code: 'effect-empty-texts' } : { code: 'effect-empty-texts-many' },
      fixes: [],
      rows,
    },
  ];
}

function findNoLabel(context: ExaminationContext): FindingDraft[] {
  const { count, rows } = excluded(context, 'no-label');
  if (count === 0) return [];
  const severity = severityOf(context, count);
  return [
    {
      id: 'missing-labels',
      severity,
      count,
      message: { code: 'found-missing-labels', count },
      effect:
        severity === 'note' ? { code: 'effect-missing-labels' } : { code: 'effect-missing-labels-many' },
      fixes: [],
      rows,
    },
  ];
}

function findBroken(context: ExaminationContext): FindingDraft[] {
  const { broken } = context.dataset.origin.table;
  const count = Math.max(broken.count, excluded(context, 'broken-row').count);
  if (count === 0) return [];
  return [
    {
      id: 'broken-rows',
      severity: severityOf(context, count),
      count,
      message: { code: 'found-broken-rows', count },
      effect: { code: 'effect-broken-rows', share: count / Math.max(1, context.dataset.rowsRead) },
      fixes: [],
      rows: null,
    },
  ];
}

/** Joined rows that an example is chosen from. */
const mostCompared = 100;

/** Of all rows: where cells were joined wrongly, the label may be what excludes a row. */
function findJoined({ dataset: { origin } }: ExaminationContext): FindingDraft[] {
  const { defects, cells, columns } = origin.table;
  const rows = Int32Array.from(defects.keys()).filter((row) => defects[row] & rowDefect.joined);
  if (rows.length === 0) return [];
  const texts = textCells(origin);
  const labels = cells[columns.indexOf(origin.choice.label)];
  // A short one shows where it was joined.
  const [example] = Array.from(rows.subarray(0, mostCompared), (row) => ({
    text: texts.get(row),
    label: labels.get(row),
  })).toSorted((a, b) => a.text.length - b.text.length);
  return [
    {
      id: 'joined-cells',
      severity: 'note',
      count: rows.length,
      message: { code: 'found-joined-cells', count: rows.length, ...example },
      effect: { code: 'effect-joined-cells' },
      fixes: [],
      rows,
    },
  ];
}

function findNoWords(context: ExaminationContext): FindingDraft[] {
  const rows = rowsWhere(context, (row) => context.lengths[row] === 0);
  if (rows.length === 0) return [];
  const { punctuation } = context.config;
  return [
    {
      id: 'no-words',
      severity: severityOf(context, rows.length),
      count: rows.length,
      message: { code: 'found-no-words', count: rows.length },
      effect: { code: 'effect-no-words' },
      fixes: punctuation ? [] : [{ kind: 'settings', change: { punctuation: true } }],
      rows,
    },
  ];
}

/** What rows lack: text, words, labels, or all of it; and what they have too much of. */
export function findGaps(context: ExaminationContext): FindingDraft[] {
  return [findEmpty, findNoWords, findNoLabel, findBroken, findJoined].flatMap((find) => find(context));
}
