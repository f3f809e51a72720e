import { rowMark } from '../../data/table.ts';
import type { Encoding, Mend } from '../../reports.ts';
import { counted, rowsWhere } from './finding.ts';
import type { Case, Found } from './finding.ts';

const encodings: readonly Encoding[] = ['UTF-8', 'windows-1252', 'windows-1258'];
/** Of the reviews: from here on it costs accuracy. */
const many = 0.01;

function rowsMarked(found: Case, mark: number): Int32Array {
  const { table, rows } = found.dataset.origin;
  return rowsWhere(found, (row) => (table.marks[rows[row]] & mark) !== 0);
}

/** Only text files have an encoding that somebody can mistake. */
function otherEncodings(chosen: Encoding | null): Mend[] {
  if (chosen === null || chosen === 'UTF-16') return [];
  return encodings
    .filter((encoding) => encoding !== chosen)
    .map((encoding) => ({ kind: 'encoding', label: `Read it as ${encoding}`, encoding }));
}

function findWrongEncoding(found: Case): Found[] {
  const rows = rowsMarked(found, rowMark.wrongEncoding);
  if (rows.length === 0) return [];
  const { encoding } = found.dataset.origin.table;
  return [
    {
      id: 'wrong-encoding',
      severity: 'warning',
      count: rows.length,
      message: `${counted(rows.length, 'review has', 'reviews have')} signs that a wrong encoding leaves behind${encoding ? `; the file was read as ${encoding}` : ''}.`,
      effect: 'Words with such signs fall apart or are unknown to the network.',
      mends: otherEncodings(encoding),
      rows,
    },
  ];
}

function findDecodedTwice(found: Case): Found[] {
  const rows = rowsMarked(found, rowMark.repaired);
  if (rows.length === 0) return [];
  return [
    {
      id: 'decoded-twice',
      severity: 'note',
      count: rows.length,
      message: `${counted(rows.length, 'review', 'reviews')} had been decoded twice, such as “Ã©” for “é”.`,
      effect: 'They are mended already: left as they were, their words would be unknown.',
      mends: [],
      rows,
    },
  ];
}

function findMarkup(found: Case): Found[] {
  const { dataset } = found;
  const rows = rowsMarked(found, rowMark.markup);
  if (rows.length === 0) return [];
  const isMended = dataset.origin.choice.mends?.stripMarkup === true;
  return [
    {
      id: 'markup',
      severity: isMended || rows.length < many * dataset.texts.length ? 'note' : 'warning',
      count: rows.length,
      message: `${counted(rows.length, 'review has', 'reviews have')} markup in ${rows.length === 1 ? 'its' : 'their'} text: tags, or codes such as “&amp;”.`,
      effect: isMended
        ? 'It is taken out already.'
        : 'Names of tags and codes, such as “href” and “amp”, count as words of the review.',
      mends: isMended ? [] : [{ kind: 'choice', label: 'Take the markup out', mends: { stripMarkup: true } }],
      rows,
    },
  ];
}

/** What reading the files noticed in the texts themselves. */
export function findMarks(found: Case): Found[] {
  return [...findWrongEncoding(found), ...findDecodedTwice(found), ...findMarkup(found)];
}
