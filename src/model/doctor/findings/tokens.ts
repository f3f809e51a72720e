import { tokenKind } from '../../../contract/settings.ts';
import type { Fix } from '../../../contract/findings.ts';
import { decideRule } from '../../data/decide-tokenization.ts';
import { bytesReader } from '../../data/text-column.ts';
import type { ExaminationContext, FindingDraft } from './finding.ts';

/** What was decided for texts in scripts without spaces, or what should be. */
function findScripts({ dataset, asked, config }: ExaminationContext): FindingDraft[] {
  const isForClauses = asked === 'words';
  const { rule, why } = decideRule(isForClauses ? 'automatic' : asked, dataset.texts);
  if (why === null || (isForClauses && rule === 'words')) return [];
  const other = rule === 'characters' ? 'segmenter' : 'characters';
  const fix: Fix = { kind: 'settings', change: { tokenization: isForClauses ? 'automatic' : other } };
  return [
    {
      id: 'tokenization',
      severity: isForClauses ? 'problem' : 'note',
      count: dataset.texts.length,
      message: why,
      effect: isForClauses
        ? { code: 'effect-tokens-clauses' }
        : { code: 'effect-tokens', kind: tokenKind(config.tokenization) },
      fixes: rule === 'words' || why.code === 'tokens-no-segmenter' ? [] : [fix],
      rows: null,
    },
  ];
}

/** Reviews of the training part that emoji are looked for in. */
const mostRows = 50_000;
/** An emoji in fewer reviews says little. */
const leastReviews = 10;
/** Standard errors that an emoji's share of a class is away from all reviews' share. */
const leastErrors = 4;
/** Of the training reviews that are looked at: fewer change no accuracy. */
const leastShare = 0.005;

const emoji = /\p{Extended_Pictographic}/gu;
/** Emoji begin with one of these bytes in UTF-8, or with a later one. */
const firstLead = 0xe2;

/** In how many reviews of each class an emoji stands. */
interface EmojiCount {
  emoji: string;
  byClass: number[];
  rows: number[];
}

async function countEmoji({ dataset, split, slicer }: ExaminationContext): Promise<EmojiCount[]> {
  const counts = new Map<string, EmojiCount>();
  const bytesOf = bytesReader(dataset.texts);
  for (const row of split.train.subarray(0, mostRows)) {
    if (slicer.isDue) await slicer.pause(null, row);
    if (!bytesOf(row).some((byte) => byte >= firstLead)) continue;
    for (const one of new Set(dataset.texts.get(row).match(emoji))) {
      const known = counts.get(one) ?? { emoji: one, byClass: dataset.classNames.map(() => 0), rows: [] };
      counts.set(one, known);
      known.byClass[dataset.classes[row]]++;
      known.rows.push(row);
    }
  }
  return [...counts.values()];
}

/** The class that an emoji speaks for, and by how many standard errors. @param shares of all reviews, by class */
function verdictOf({ byClass, rows }: EmojiCount, shares: readonly number[]) {
  const errors = byClass.map((count, of) => {
    const deviation = Math.sqrt(Math.max(1e-9, shares[of] * (1 - shares[of])) / rows.length);
    return (count / rows.length - shares[of]) / deviation;
  });
  const best = Math.max(...errors);
  return { class: errors.indexOf(best), errors: best };
}

/** Emoji that tell the class, where the network does not read them. */
async function findEmoji(context: ExaminationContext): Promise<FindingDraft[]> {
  const { dataset, config, split } = context;
  if (config.punctuation) return [];
  const looked = split.train.subarray(0, mostRows);
  const shares = dataset.classNames.map(
    (_, of) => looked.reduce((sum, row) => sum + (dataset.classes[row] === of ? 1 : 0), 0) / looked.length,
  );
  const telling = (await countEmoji(context))
    .filter(({ rows }) => rows.length >= leastReviews)
    .map((count) => ({ ...count, verdict: verdictOf(count, shares) }))
    .filter(({ verdict }) => verdict.errors >= leastErrors)
    .sort((a, b) => b.verdict.errors - a.verdict.errors);
  const rows = [...new Set(telling.flatMap((one) => one.rows))].sort((a, b) => a - b);
  if (rows.length < leastShare * looked.length || rows.length === 0) return [];
  const [best] = telling;
  return [
    {
      id: 'emoji',
      severity: 'warning',
      count: rows.length,
      message: {
        code: 'found-emoji',
        count: rows.length,
        emoji: best.emoji,
        name: dataset.classNames[best.verdict.class],
        share: best.byClass[best.verdict.class] / best.rows.length,
      },
      effect: { code: 'effect-emoji' },
      fixes: [{ kind: 'settings', change: { punctuation: true } }],
      rows: Int32Array.from(rows, (row) => dataset.origin.rows[row]),
    },
  ];
}

/** What texts are cut into. */
export async function findTokens(context: ExaminationContext): Promise<FindingDraft[]> {
  return [...findScripts(context), ...(await findEmoji(context))];
}
