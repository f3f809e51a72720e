import { className, plainNames } from '../../data/class-name.ts';
import type { ClassId } from '../../../contract/dataset.ts';
import { counted, leftOut, percent, rowsWhere } from './finding.ts';
import type { Case, Found } from './finding.ts';

const fewRows = 1_000;
const veryFewRows = 100;
/** Shares of the larger class. */
const unequal = { note: 0.6, warning: 0.7, problem: 0.9 } as const;

/** Two standard errors of an accuracy of a half, in points. */
function chancePoints(testRows: number): number {
  return Math.round(100 / Math.sqrt(Math.max(1, testRows)));
}

function findFewRows({ dataset, facts }: Case): Found[] {
  const count = dataset.texts.length;
  if (count >= fewRows) return [];
  const test = counted(facts.parts.test, 'review', 'reviews');
  return [
    {
      id: 'few-rows',
      severity: count < veryFewRows ? 'problem' : 'warning',
      count,
      message: `There are only ${counted(count, 'review', 'reviews')} to learn from and to test on.`,
      effect: `The network meets few words, and with ${test} to test on its accuracy may be ${chancePoints(facts.parts.test)} points off by chance.`,
      mends: [],
      rows: null,
    },
  ];
}

function findBalanced(found: Case): Found[] {
  const { count, rows } = leftOut(found, 'balance');
  if (count === 0) return [];
  return [
    {
      id: 'imbalance',
      severity: 'note',
      count,
      message: `${counted(count, 'review', 'reviews')} of the larger class ${count === 1 ? 'is' : 'are'} left out, so that both are equal.`,
      effect: 'They were drawn by chance, as you asked.',
      mends: [{ kind: 'choice', label: 'Take them in again', mends: { balance: false } }],
      rows,
    },
  ];
}

function findImbalance(found: Case): Found[] {
  const { dataset, facts } = found;
  const [negative, positive] = facts.classCounts;
  const larger = positive > negative ? 1 : 0;
  const share = facts.classCounts[larger] / (negative + positive);
  if (!(share >= unequal.note)) return findBalanced(found);
  const smaller = larger === 1 ? 0 : 1;
  const nameOf = (of: ClassId) => className(of, dataset.classNames[of]);
  return [
    {
      id: 'imbalance',
      severity: share >= unequal.problem ? 'problem' : share >= unequal.warning ? 'warning' : 'note',
      count: facts.classCounts[smaller],
      message: `${percent(share)} of the reviews are ${nameOf(larger)}, only ${percent(1 - share)} are ${nameOf(smaller)}.`,
      effect: `Answering “${plainNames[larger]}” every time is right that often, so the network may hardly learn “${plainNames[smaller]}”: judge it by precision and recall.`,
      mends: [{ kind: 'choice', label: 'Balance the classes', mends: { balance: true } }],
      rows: rowsWhere(found, (row) => dataset.classes[row] !== larger),
    },
  ];
}

/** How many reviews there are, in all and of each class. */
export function findSizes(found: Case): Found[] {
  return [...findFewRows(found), ...findImbalance(found)];
}
