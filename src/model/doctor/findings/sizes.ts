import { labelCandidates } from '../../data/guess-columns.ts';
import { excluded, rowsWhere } from './finding.ts';
import type { ExaminationContext, FindingDraft } from './finding.ts';

const fewRows = 1_000;
const veryFewRows = 100;
/** Shares of the largest class. */
const unequal = { note: 0.6, warning: 0.7, problem: 0.9 } as const;

/** Two standard errors of an accuracy of a half, in points. */
function chancePoints(testRows: number): number {
  return Math.round(100 / Math.sqrt(Math.max(1, testRows)));
}

function findFewRows({ dataset, facts }: ExaminationContext): FindingDraft[] {
  const count = dataset.texts.length;
  if (count >= fewRows) return [];
  return [
    {
      id: 'few-rows',
      severity: count < veryFewRows ? 'problem' : 'warning',
      count,
      message: { code: 'found-few-rows', count },
      effect: { code: 'effect-few-rows', test: facts.parts.test, points: chancePoints(facts.parts.test) },
      fixes: [],
      rows: null,
    },
  ];
}

function findBalanced(context: ExaminationContext): FindingDraft[] {
  const { count, rows } = excluded(context, 'balance');
  if (count === 0) return [];
  return [
    {
      id: 'imbalance',
      severity: 'note',
      count,
      message: { code: 'found-balanced', count },
      effect: { code: 'effect-balanced' },
      fixes: [{ kind: 'choice', cleaning: { balance: false } }],
      rows,
    },
  ];
}

function findImbalance(context: ExaminationContext): FindingDraft[] {
  const { dataset, facts } = context;
  const { classCounts } = facts;
  const larger = classCounts.indexOf(Math.max(...classCounts));
  const share = classCounts[larger] / dataset.classes.length;
  if (!(share >= unequal.note)) return findBalanced(context);
  return [
    {
      id: 'imbalance',
      severity: share >= unequal.problem ? 'problem' : share >= unequal.warning ? 'warning' : 'note',
      count: dataset.classes.length - classCounts[larger],
      message: { code: 'found-imbalance', share, of: larger, names: dataset.classNames },
      effect: { code: 'effect-imbalance', of: larger, names: dataset.classNames },
      fixes: [{ kind: 'choice', cleaning: { balance: true } }],
      rows: rowsWhere(context, (row) => dataset.classes[row] !== larger),
    },
  ];
}

/** Of parts with one class alone `findOrder` says more. */
function findUnusableParts({ lack }: ExaminationContext): FindingDraft[] {
  if (!lack || lack.code === 'provided-part-one-class') return [];
  const seed = lack.code === 'part-lacks' ? lack.better : undefined;
  return [
    {
      id: 'empty-part',
      severity: 'problem',
      count: 0,
      message: lack,
      effect: seed === undefined ? { code: 'effect-provided-refused' } : { code: 'effect-empty-part', seed },
      fixes: seed === undefined ? [] : [{ kind: 'settings', change: { splitSeed: seed } }],
      rows: null,
    },
  ];
}

function findOtherLabels({ dataset: { origin } }: ExaminationContext): FindingDraft[] {
  const { label, text, split } = origin.choice;
  const others = labelCandidates(origin.table).filter((name) => ![label, text, split].includes(name));
  if (others.length === 0) return [];
  return [
    {
      id: 'other-labels',
      severity: 'note',
      count: others.length,
      message: { code: 'found-other-labels', column: label, others },
      effect: { code: 'effect-other-labels' },
      fixes: [],
      rows: null,
    },
  ];
}

/** How many reviews there are, in all, of each class and in each part, and what else could be the class. */
export function findSizes(context: ExaminationContext): FindingDraft[] {
  return [
    ...findFewRows(context),
    ...findUnusableParts(context),
    ...findImbalance(context),
    ...findOtherLabels(context),
  ];
}
