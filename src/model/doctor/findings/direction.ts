import { guessClass } from '../../data/labels.ts';
import { fisherExact } from '../../evaluation/significance.ts';
import type { ClassId } from '../../../contract/dataset.ts';
import type { Fix } from '../../../contract/findings.ts';
import { sentimentOf } from '../sentiment-words.ts';
import type { ExaminationContext, FindingDraft } from './finding.ts';

/** Words of the other side among the strongest words of a bad and of a good class: fewer may be chance, or a topic. */
const leastAgainst = 2;
/** So many times as many words must speak against the classes' names as for them. */
const leastRatio = 3;
/**
 * Of data sets whose labels have nothing to do with their texts at most one in so many may be told that its labels are
 * swapped: among the strongest words of some dozens of reviews bad and good ones stand by chance alone.
 */
const oneIn = 1_000;
const wordsQuoted = 3;

/** The strongest words of all classes of one side, by what they say themselves. */
function votes(telling: readonly (readonly string[])[], ids: readonly ClassId[], side: 0 | 1) {
  const words = ids.flatMap((id) => telling[id]);
  const said = (wanted: 0 | 1) => words.filter((word) => sentimentOf(word) === wanted);
  return { for: said(side), against: said(side === 0 ? 1 : 0) };
}

/** How likely chance puts bad words as often into the good class's reviews, and good words into the bad one's. */
function chanceOf({ dataset, leanings }: ExaminationContext, [bad, good]: readonly ClassId[][]): number {
  const count = (ids: readonly ClassId[], leaning: number) =>
    leanings.reduce(
      (sum, own, at) => sum + (own === leaning && ids.includes(dataset.classes[at]) ? 1 : 0),
      0,
    );
  return fisherExact([count(good, -1), count(good, 1)], [count(bad, -1), count(bad, 1)]);
}

/** The same labels with the two classes in each other's place; null where it is not clear which, or a range says it. */
function swapped({ dataset }: ExaminationContext, sides: readonly ClassId[][]): Fix | null {
  const { classes, threshold } = dataset.origin.choice;
  if (threshold || sides.some((ids) => ids.length !== 1)) return null;
  const [[bad], [good]] = sides;
  const other = (id: ClassId | null) => (id === bad ? good : id === good ? bad : id);
  const turned = Object.entries(classes).map(([value, id]) => [value, other(id)] as const);
  return { kind: 'classes', classes: Object.fromEntries(turned) };
}

/**
 * Whether the words that speak most for a class say the contrary of its name: labels such as 0 and 1 were probably taken
 * the wrong way round. Classes without a bad and a good one among them, such as topics, have no direction.
 */
export function findDirection(context: ExaminationContext): FindingDraft[] {
  const { dataset, telling } = context;
  const names = dataset.classNames;
  const sides = ([0, 1] as const).map((side) =>
    names.flatMap((name, id) => (guessClass(name) === side ? [id] : [])),
  );
  const [bad, good] = [votes(telling, sides[0], 0), votes(telling, sides[1], 1)];
  const against = bad.against.length + good.against.length;
  if (Math.min(bad.against.length, good.against.length) < leastAgainst) return [];
  if (against < leastRatio * (bad.for.length + good.for.length)) return [];
  if (chanceOf(context, sides) > 1 / oneIn) return [];
  const fix = swapped(context, sides);
  return [
    {
      id: 'direction',
      severity: 'problem',
      count: dataset.texts.length,
      message: {
        code: 'found-direction',
        bad: names[sides[0][0]],
        good: names[sides[1][0]],
        wordsOfBad: bad.against.slice(0, wordsQuoted),
        wordsOfGood: good.against.slice(0, wordsQuoted),
      },
      effect: { code: fix ? 'effect-direction' : 'effect-direction-labels' },
      fixes: fix ? [fix] : [],
      rows: null,
    },
  ];
}
