import type { Part } from '../../../contract/dataset.ts';
import type { Message } from '../../../contract/messages/message.ts';
import { classCountsOf, type Dataset } from '../../data/dataset.ts';
import type { ExaminationContext, FindingDraft } from './finding.ts';

/** Of the changes of class from row to row that chance would give: below, the file is sorted. */
const sortedBelow = 0.2;
/** A part with a smaller share of one class has nearly one class only. */
const nearlyNone = 0.02;
/** How much smaller that must be than the share in all parts. */
const muchLess = 0.2;

/** Changes of class from row to row, against the n − Σ n_k² / n that a shuffled file has on average. */
function mixedness(dataset: Dataset): number {
  const { classes } = dataset;
  let changes = 0;
  for (let row = 1; row < classes.length; row++) if (classes[row] !== classes[row - 1]) changes++;
  const squares = classCountsOf(dataset).reduce((sum, rows) => sum + rows * rows, 0);
  const expected = classes.length - squares / Math.max(1, classes.length);
  return expected > 0 ? changes / expected : 1;
}

function findSorted({ dataset }: ExaminationContext, hasOneClassPart: boolean): FindingDraft[] {
  const count = dataset.texts.length;
  if (mixedness(dataset) >= sortedBelow) return [];
  const safe = dataset.provided ? 'effect-sorted-provided' : 'effect-sorted';
  return [
    {
      id: 'sorted',
      severity: hasOneClassPart ? 'warning' : 'note',
      count,
      message: { code: 'found-sorted' },
      effect: { code: hasOneClassPart ? 'effect-sorted-one-class' : safe },
      fixes: [],
      rows: null,
    },
  ];
}

interface PartBalance {
  part: Part;
  rows: number[];
  /** Rows of each class. */
  counts: number[];
}

function partBalances({ dataset }: ExaminationContext): PartBalance[] {
  const parts = new Map<Part, PartBalance>();
  dataset.provided?.forEach((part, row) => {
    if (!part) return;
    const balance = parts.get(part) ?? { part, rows: [], counts: dataset.classNames.map(() => 0) };
    balance.rows.push(row);
    balance.counts[dataset.classes[row]]++;
    parts.set(part, balance);
  });
  return [...parts.values()];
}

/** A class that a provided part has next to nothing of, although there is enough of it elsewhere. */
function lackingIn({ rows, counts }: PartBalance, { dataset, facts }: ExaminationContext) {
  const shares = counts.map((count) => count / rows.length);
  const lacking = shares.indexOf(Math.min(...shares));
  const usual = facts.classCounts[lacking] / dataset.classes.length;
  return shares[lacking] <= nearlyNone && shares[lacking] <= muchLess * usual ? lacking : null;
}

function findOneClassPart(context: ExaminationContext): FindingDraft[] {
  const { dataset } = context;
  const { classNames, origin } = dataset;
  const problems = partBalances(context).flatMap((balance) => {
    const lacking = lackingIn(balance, context);
    return lacking === null ? [] : [{ ...balance, lacking }];
  });
  const [worst] = problems;
  if (!worst) return [];
  const { part, lacking, counts } = worst;
  const rows = problems.flatMap((problem) => problem.rows);
  const share = counts[lacking] / worst.rows.length;
  const isOneClass = counts.filter((count) => count > 0).length === 1;
  const isRefused = isOneClass || (part === 'train' && share === 0);
  const of = counts.indexOf(Math.max(...counts));
  const message: Message =
    classNames.length === 2
      ? { code: 'found-one-class-part', part, name: classNames[of], share: 1 - share }
      : { code: 'found-part-lacks-class', part, name: classNames[lacking], share };
  return [
    {
      id: 'one-class-part',
      severity: 'problem',
      count: rows.length,
      message,
      effect: { code: 'effect-one-class-part', part, isRefused },
      fixes: [],
      rows: origin.rows.length > 0 ? Int32Array.from(rows, (row) => origin.rows[row]).sort() : null,
    },
  ];
}

/** Few reviews may come to a part of one class by chance: it can be used, and says half of what it should. */
function findOneClassByChance({ dataset, split }: ExaminationContext): FindingDraft[] {
  const { classes, classNames, origin } = dataset;
  const parts = (['validation', 'test'] as const).filter(
    (part) => new Set(split[part].map((row) => classes[row])).size === 1,
  );
  if (parts.length === 0) return [];
  const rows = Int32Array.from(parts.flatMap((part) => [...split[part]]));
  const [part] = parts;
  const only = classes[split[part][0]];
  return [
    {
      id: 'one-class-part',
      severity: 'warning',
      count: rows.length,
      message: { code: 'found-one-class-by-chance', part, name: classNames[only] },
      effect: { code: 'effect-one-class-by-chance', part },
      fixes: [],
      rows: rows.map((row) => origin.rows[row]).sort(),
    },
  ];
}

/** In which order the reviews stand, and how classes go to the parts that came with the data. */
export function findOrder(context: ExaminationContext): FindingDraft[] {
  const oneClassPart = findOneClassPart(context);
  // Where the parts can't be used, those here are another seed's: what chance did to them is no matter.
  const isTold = oneClassPart.length > 0 || context.lack !== null;
  const byChance = isTold ? [] : findOneClassByChance(context);
  return [...oneClassPart, ...byChance, ...findSorted(context, oneClassPart.length > 0)];
}
