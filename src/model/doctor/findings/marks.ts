import { textCells } from '../../data/dataset.ts';
import { hasMarkup } from '../../data/intake/clean-cell.ts';
import { looksWronglyDecoded } from '../../data/intake/decoded-twice.ts';
import { rowMark } from '../../data/table.ts';
import type { Encoding } from '../../../contract/dataset.ts';
import type { Fix } from '../../../contract/findings.ts';
import type { ExaminationContext, FindingDraft } from './finding.ts';

const encodings: readonly Encoding[] = ['UTF-8', 'windows-1252', 'windows-1258'];
/** Of the reviews: from here on it costs accuracy. */
const many = 0.01;

/** What each mark leaves in the text itself: rows are marked for any of their cells. */
const shows = {
  markup: hasMarkup,
  repaired: (text: string) => /[^\0-\x7f\ufffd]/.test(text),
  wrongEncoding: looksWronglyDecoded,
} as const satisfies Record<keyof typeof rowMark, (text: string) => boolean>;

/** The table's rows that are used, and whose text is marked. */
async function rowsMarked(
  { dataset: { origin, texts }, slicer }: ExaminationContext,
  mark: keyof typeof rowMark,
): Promise<Int32Array> {
  const { table, rows } = origin;
  const cells = textCells(origin);
  const marked: number[] = [];
  for (let at = 0; at < texts.length; at++) {
    const row = rows[at];
    if ((table.marks[row] & rowMark[mark]) === 0) continue;
    if (shows[mark](cells.get(row))) marked.push(row);
    if (slicer.isDue) await slicer.pause(null, at);
  }
  return Int32Array.from(marked);
}

/** Only text files have an encoding that somebody can mistake. */
function otherEncodings(chosen: Encoding | null): Fix[] {
  if (chosen === null || chosen === 'UTF-16') return [];
  return encodings
    .filter((encoding) => encoding !== chosen)
    .map((encoding) => ({ kind: 'encoding', encoding }));
}

async function findWrongEncoding(context: ExaminationContext): Promise<FindingDraft[]> {
  const rows = await rowsMarked(context, 'wrongEncoding');
  if (rows.length === 0) return [];
  const { encoding } = context.dataset.origin.table;
  return [
    {
      id: 'wrong-encoding',
      severity: 'warning',
      count: rows.length,
      message: { code: 'found-wrong-encoding', count: rows.length, encoding },
      effect: { code: 'effect-wrong-encoding' },
      fixes: otherEncodings(encoding),
      rows,
    },
  ];
}

async function findDecodedTwice(context: ExaminationContext): Promise<FindingDraft[]> {
  const rows = await rowsMarked(context, 'repaired');
  if (rows.length === 0) return [];
  return [
    {
      id: 'decoded-twice',
      severity: 'note',
      count: rows.length,
      message: { code: 'found-decoded-twice', count: rows.length },
      effect: { code: 'effect-decoded-twice' },
      fixes: [],
      rows,
    },
  ];
}

async function findMarkup(context: ExaminationContext): Promise<FindingDraft[]> {
  const { dataset } = context;
  const rows = await rowsMarked(context, 'markup');
  if (rows.length === 0) return [];
  const isStripped = dataset.origin.choice.cleaning?.stripMarkup === true;
  return [
    {
      id: 'markup',
      severity: isStripped || rows.length < many * dataset.texts.length ? 'note' : 'warning',
      count: rows.length,
      message: { code: 'found-markup', count: rows.length },
      effect: isStripped ? { code: 'effect-markup-removed' } : { code: 'effect-markup' },
      fixes: [{ kind: 'choice', cleaning: { stripMarkup: !isStripped } }],
      rows,
    },
  ];
}

/** What reading the files noticed in the texts themselves. */
export async function findMarks(context: ExaminationContext): Promise<FindingDraft[]> {
  return [
    ...(await findWrongEncoding(context)),
    ...(await findDecodedTwice(context)),
    ...(await findMarkup(context)),
  ];
}
