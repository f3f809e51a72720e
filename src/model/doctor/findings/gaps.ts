import { excluded, rowsWhere } from './finding.ts';
import type { Case, Found } from './finding.ts';

/** Of all rows: from here on so many are missing that something is wrong with the file or the choice of columns. */
const manyMissing = 0.05;

function severityOf({ dataset }: Case, count: number): Found['severity'] {
  return count > manyMissing * dataset.rowsRead ? 'warning' : 'note';
}

function findEmpty(found: Case): Found[] {
  const { count, rows } = excluded(found, 'empty-text');
  if (count === 0) return [];
  const severity = severityOf(found, count);
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

function findNoLabel(found: Case): Found[] {
  const { count, rows } = excluded(found, 'no-label');
  if (count === 0) return [];
  const severity = severityOf(found, count);
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

function findBroken(found: Case): Found[] {
  const { broken } = found.dataset.origin.table;
  const count = Math.max(broken.count, excluded(found, 'broken-row').count);
  if (count === 0) return [];
  return [
    {
      id: 'broken-rows',
      severity: severityOf(found, count),
      count,
      message: { code: 'found-broken-rows', count },
      effect: { code: 'effect-broken-rows', share: count / Math.max(1, found.dataset.rowsRead) },
      fixes: [],
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
      message: { code: 'found-no-words', count: rows.length },
      effect: { code: 'effect-no-words' },
      fixes: punctuation ? [] : [{ kind: 'settings', change: { punctuation: true } }],
      rows,
    },
  ];
}

/** What rows lack: text, words, labels, or all of it. */
export function findGaps(found: Case): Found[] {
  return [...findEmpty(found), ...findNoWords(found), ...findNoLabel(found), ...findBroken(found)];
}
