import { textCells } from '../../data/dataset.ts';
import { hasMarkup } from '../../data/intake/clean-cell.ts';
import { hasRemains, looksWronglyDecoded } from '../../data/intake/decoded-twice.ts';
import { stripMarkup } from '../../data/markup.ts';
import { rowDefect } from '../../data/table.ts';
import { leavesEnough, type ExaminationContext, type FindingDraft } from './finding.ts';

/** Of the reviews: from here on it costs accuracy. */
const many = 0.01;

/** What each defect leaves in the text itself: a row has it for any of its cells. */
const shows = {
  markup: hasMarkup,
  repaired: (text: string) => /[^\0-\x7f\ufffd]/.test(text),
  wrongEncoding: looksWronglyDecoded,
} as const satisfies Partial<Record<keyof typeof rowDefect, (text: string) => boolean>>;

/** The table's rows that are used, and whose text has the defect. */
async function rowsWith(
  { dataset: { origin, texts }, slicer }: ExaminationContext,
  defect: keyof typeof shows,
): Promise<Int32Array> {
  const { table, rows } = origin;
  const cells = textCells(origin);
  const found: number[] = [];
  for (let at = 0; at < texts.length; at++) {
    const row = rows[at];
    if ((table.defects[row] & rowDefect[defect]) === 0) continue;
    if (shows[defect](cells.get(row))) found.push(row);
    if (slicer.isDue) await slicer.pause(null, at);
  }
  return Int32Array.from(found);
}

/**
 * Another encoding is suggested only where the files' bytes were found to be in it: valid UTF-8 read as anything else
 * would be ruined, and letters that were lost before the file was saved come back in none.
 */
async function findWrongEncoding(context: ExaminationContext): Promise<FindingDraft[]> {
  const { origin } = context.dataset;
  const { encoding, likelier = null } = origin.table;
  const rows = await rowsWith(context, 'wrongEncoding');
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
  const rows = await rowsWith(context, 'repaired');
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
  const found = new Set(rows);
  return leavesEnough(context, (at) => {
    const row = origin.rows[at];
    return found.has(row) && stripMarkup(cells.get(row)).trim() === '';
  });
}

async function findMarkup(context: ExaminationContext): Promise<FindingDraft[]> {
  const { dataset } = context;
  const rows = await rowsWith(context, 'markup');
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
export async function findDefects(context: ExaminationContext): Promise<FindingDraft[]> {
  return [
    ...(await findWrongEncoding(context)),
    ...(await findDecodedTwice(context)),
    ...(await findMarkup(context)),
  ];
}
