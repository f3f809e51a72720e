import { textCells } from '../../data/dataset.ts';
import { hasMarkup } from '../../data/intake/clean-cell.ts';
import { hasRemains, looksWronglyDecoded } from '../../data/intake/decoded-twice.ts';
import { stripMarkup } from '../../data/markup.ts';
import { rowMark } from '../../data/table.ts';
import { leavesEnough, type ExaminationContext, type FindingDraft } from './finding.ts';

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

/**
 * Another encoding is suggested only where the files' bytes were found to be in it: valid UTF-8 read as anything else
 * would be ruined, and letters that were lost before the file was saved come back in none.
 */
async function findWrongEncoding(context: ExaminationContext): Promise<FindingDraft[]> {
  const { origin } = context.dataset;
  const { encoding, likelier = null } = origin.table;
  const rows = await rowsMarked(context, 'wrongEncoding');
  if (rows.length === 0 && likelier === null) return [];
  const cells = textCells(origin);
  const areLost = rows.every((row) => !hasRemains(cells.get(row)));
  const count = rows.length;
  const isNote = likelier === null && areLost;
  return [
    {
      id: 'wrong-encoding',
      severity: isNote ? 'note' : 'warning',
      count,
      message:
        likelier !== null
          ? { code: 'found-other-encoding', encoding, likelier }
          : { code: areLost ? 'found-lost-letters' : 'found-wrong-encoding', count, encoding },
      effect: { code: isNote ? 'effect-lost-letters' : 'effect-wrong-encoding' },
      fixes: likelier === null ? [] : [{ kind: 'encoding', encoding: likelier }],
      rows: count > 0 ? rows : null,
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

/** Whether enough reviews of each class still have a text when the markup of these rows is taken out. */
function wordsStay(context: ExaminationContext, rows: Int32Array): boolean {
  const { origin } = context.dataset;
  const cells = textCells(origin);
  const marked = new Set(rows);
  return leavesEnough(context, (at) => {
    const row = origin.rows[at];
    return marked.has(row) && stripMarkup(cells.get(row)).trim() === '';
  });
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
      fixes:
        isStripped || wordsStay(context, rows)
          ? [{ kind: 'choice', cleaning: { stripMarkup: !isStripped } }]
          : [],
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
