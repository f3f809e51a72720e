import type { ClassId, Part } from '../../../contract/dataset.ts';
import type { ExaminationContext, FindingDraft } from './finding.ts';

/** Of the changes of class from row to row that chance would give: below, the file is sorted. */
const sortedBelow = 0.2;
/** A part with a smaller share of one class has nearly one class only. */
const nearlyNone = 0.02;
/** How much smaller that must be than the share in all parts. */
const muchLess = 0.2;

/** Changes of class from row to row, against the 2npq that a shuffled file has on average. */
function mixedness(classes: Uint8Array): number {
  let changes = 0;
  let ones = 0;
  for (let row = 0; row < classes.length; row++) {
    ones += classes[row];
    if (row > 0 && classes[row] !== classes[row - 1]) changes++;
  }
  const expected = (2 * ones * (classes.length - ones)) / Math.max(1, classes.length);
  return expected > 0 ? changes / expected : 1;
}

function findSorted({ dataset }: ExaminationContext, hasOneClassPart: boolean): FindingDraft[] {
  const count = dataset.texts.length;
  if (mixedness(dataset.classes) >= sortedBelow) return [];
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
  ones: number;
}

function partBalances({ dataset }: ExaminationContext): PartBalance[] {
  const parts = new Map<Part, PartBalance>();
  dataset.provided?.forEach((part, row) => {
    if (!part) return;
    const balance = parts.get(part) ?? { part, rows: [], ones: 0 };
    balance.rows.push(row);
    balance.ones += dataset.classes[row];
    parts.set(part, balance);
  });
  return [...parts.values()];
}

function findOneClassPart(context: ExaminationContext): FindingDraft[] {
  const { dataset, facts } = context;
  const total = facts.classCounts[0] + facts.classCounts[1];
  const problems = partBalances(context).flatMap((balance) => {
    const { part, rows, ones } = balance;
    const lacking: ClassId = 2 * ones < rows.length ? 1 : 0;
    const share = (lacking === 1 ? ones : rows.length - ones) / rows.length;
    const usual = facts.classCounts[lacking] / total;
    return share <= nearlyNone && share <= muchLess * usual ? [{ part, rows, lacking, share }] : [];
  });
  const [worst] = problems;
  if (!worst) return [];
  const { part, lacking, share } = worst;
  const rows = problems.flatMap((problem) => problem.rows);
  const largest: ClassId = lacking === 1 ? 0 : 1;
  const name = dataset.classNames[largest];
  return [
    {
      id: 'one-class-part',
      severity: 'problem',
      count: rows.length,
      message: { code: 'found-one-class-part', part, of: largest, name, share: 1 - share },
      effect: { code: 'effect-one-class-part', part, isRefused: share === 0 },
      fixes: [],
      rows:
        dataset.origin.rows.length > 0
          ? Int32Array.from(rows, (row) => dataset.origin.rows[row]).sort()
          : null,
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
  const only: ClassId = classes[split[part][0]] === 1 ? 1 : 0;
  return [
    {
      id: 'one-class-part',
      severity: 'warning',
      count: rows.length,
      message: { code: 'found-one-class-by-chance', part, of: only, name: classNames[only] },
      effect: { code: 'effect-one-class-by-chance', part },
      fixes: [],
      rows: rows.map((row) => origin.rows[row]).sort(),
    },
  ];
}

/** In which order the reviews stand, and how classes go to the parts that came with the data. */
export function findOrder(context: ExaminationContext): FindingDraft[] {
  const oneClassPart = findOneClassPart(context);
  const byChance = oneClassPart.length > 0 ? [] : findOneClassByChance(context);
  return [...oneClassPart, ...byChance, ...findSorted(context, oneClassPart.length > 0)];
}
