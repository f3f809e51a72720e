import { counted, leftOut, percent, rowsWhere } from './finding.ts';
import type { Case, Found } from './finding.ts';

/** Of all rows: from here on so many are missing that something is wrong with the file or the choice of columns. */
const manyMissing = 0.05;

function severityOf({ dataset }: Case, count: number): Found['severity'] {
  return count > manyMissing * dataset.rowsRead ? 'warning' : 'note';
}

function findEmpty(found: Case): Found[] {
  const { count, rows } = leftOut(found, 'empty-text');
  if (count === 0) return [];
  const severity = severityOf(found, count);
  return [
    {
      id: 'empty-texts',
      severity,
      count,
      message: `${counted(count, 'row has', 'rows have')} no text.`,
      effect:
        severity === 'note'
          ? 'Such rows are left out; the others are used.'
          : 'They are left out; so many may mean that another column holds the reviews.',
      mends: [],
      rows,
    },
  ];
}

function findNoLabel(found: Case): Found[] {
  const { count, rows } = leftOut(found, 'no-label');
  if (count === 0) return [];
  const severity = severityOf(found, count);
  return [
    {
      id: 'missing-labels',
      severity,
      count,
      message: `${counted(count, 'row has', 'rows have')} no label.`,
      effect:
        severity === 'note'
          ? 'Such rows are left out: nothing says whether they are good or bad.'
          : 'They are left out; so many may mean that another column holds the labels.',
      mends: [],
      rows,
    },
  ];
}

function findBroken(found: Case): Found[] {
  const { broken } = found.dataset.origin.table;
  const count = Math.max(broken.count, leftOut(found, 'broken-row').count);
  if (count === 0) return [];
  return [
    {
      id: 'broken-rows',
      severity: severityOf(found, count),
      count,
      message: `${counted(count, 'line', 'lines')} of the file could not be read.`,
      effect: `They are left out: ${percent(count / Math.max(1, found.dataset.rowsRead))} of all rows.`,
      mends: [],
      rows: null,
    },
  ];
}

function findNoWords(found: Case): Found[] {
  const rows = rowsWhere(found, (row) => found.lengths[row] === 0);
  if (rows.length === 0) return [];
  const { punctuation } = found.config;
  return [
    {
      id: 'no-words',
      severity: severityOf(found, rows.length),
      count: rows.length,
      message: `${counted(rows.length, 'review has', 'reviews have')} no word, only signs or emoji.`,
      effect: 'To the network all of them are the same: one unknown word.',
      mends: punctuation
        ? []
        : [{ kind: 'settings', label: 'Read signs and emoji as words', change: { punctuation: true } }],
      rows,
    },
  ];
}

/** What rows lack: text, words, labels, or all of it. */
export function findGaps(found: Case): Found[] {
  return [...findEmpty(found), ...findNoWords(found), ...findNoLabel(found), ...findBroken(found)];
}
