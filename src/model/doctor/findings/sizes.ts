import { counted, percent, rowsWhere } from './finding.ts';
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

function findImbalance(found: Case): Found[] {
  const { dataset, facts } = found;
  const [negative, positive] = facts.classCounts;
  const larger = positive > negative ? 1 : 0;
  const share = facts.classCounts[larger] / (negative + positive);
  if (!(share >= unequal.note)) return [];
  const [largeName, smallName] = [dataset.classNames[larger], dataset.classNames[1 - larger]];
  return [
    {
      id: 'imbalance',
      severity: share >= unequal.problem ? 'problem' : share >= unequal.warning ? 'warning' : 'note',
      count: facts.classCounts[1 - larger],
      message: `${percent(share)} of the reviews are “${largeName}”, only ${percent(1 - share)} are “${smallName}”.`,
      effect: `Answering “${largeName}” every time is right that often, so the network may hardly learn “${smallName}”: judge it by precision and recall.`,
      mends: [{ kind: 'choice', label: 'Balance the classes', mends: { balance: true } }],
      rows: rowsWhere(found, (row) => dataset.classes[row] !== larger),
    },
  ];
}

/** How many reviews there are, in all and of each class. */
export function findSizes(found: Case): Found[] {
  return [...findFewRows(found), ...findImbalance(found)];
}
