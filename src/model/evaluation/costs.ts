/** The weights of a decision that cost least, where a wrong answer costs what the row's own class says. */
import { highest } from './threshold.ts';

/** Probabilities [n,K] with the rows' classes [n]. */
export interface Answers {
  probabilities: Float64Array;
  classes: Uint8Array;
}

/** Rounds over all classes; in each one no weight gets worse. */
const mostRounds = 20;

/** Sum over the rows that these weights answer wrongly. @param costs [K] of a wrong answer to a row of each class */
export function costOf(
  { probabilities, classes }: Answers,
  weights: readonly number[],
  costs: readonly number[],
): number {
  const count = costs.length;
  return classes.reduce((sum, id, row) => {
    const found = highest(probabilities.subarray(row * count, (row + 1) * count), weights);
    return found === id ? sum : sum + costs[id];
  }, 0);
}

/**
 * [K] Weights with the least cost on these rows. With perfect probabilities they are the costs themselves (Bayes; of two
 * classes that is C. Elkan's threshold, The foundations of cost-sensitive learning, IJCAI 2001). From there each weight in
 * turn goes to its best place while the others stay, until none gains: of two classes the least cost of all, of
 * more a local one. Of equally good places it takes the nearest. Their sum is 1.
 * @param costs [K] above 0
 */
export function bestWeights(answers: Answers, costs: readonly number[]): number[] {
  const weights = normalized(costs);
  // Of two classes only their ratio counts.
  const moved = weights.length === 2 ? [1] : weights.map((_, id) => id);
  for (let round = 0; round < mostRounds; round++) {
    const before = [...weights];
    for (const id of moved) weights[id] = bestWeight(answers, weights, costs, id);
    if (before.every((weight, id) => weight === weights[id])) break;
  }
  return normalized(weights);
}

function normalized(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** From this weight on a row is answered with the class, and what that adds to the cost. */
interface Turn {
  at: number;
  adds: number;
}

/** The best weight of one class while the others stay; the present one where that is as good. */
function bestWeight(
  answers: Answers,
  weights: readonly number[],
  costs: readonly number[],
  id: number,
): number {
  const turns = turnsOf(answers, weights, costs, id).sort((a, b) => a.at - b.at);
  // Between two turns the cost is the same: each place is such a stretch.
  const places: { low: number; high: number; cost: number }[] = [];
  let [low, cost] = [0, 0];
  for (const { at, adds } of turns) {
    if (at > low) places.push({ low, high: at, cost });
    low = at;
    cost += adds;
  }
  if (low < Number.POSITIVE_INFINITY) places.push({ low, high: Number.POSITIVE_INFINITY, cost });
  const least = places.reduce((found, place) => Math.min(found, place.cost), Number.POSITIVE_INFINITY);
  const present = weights[id];
  // Sums of costs that are equal may differ in their last bits.
  const best = places.filter((place) => place.cost <= least + 1e-9 * costs.length);
  if (best.some((place) => place.low < present && present < place.high)) return present;
  const middles = best.map((place) => unshare((share(place.low) + share(place.high)) / 2));
  const distance = (weight: number) => Math.abs(share(weight) - share(present));
  return middles.reduce((nearest, weight) => (distance(weight) < distance(nearest) ? weight : nearest));
}

/** 0 to infinity as 0 to 1, so that every stretch has a middle. */
const share = (weight: number) => (weight === Number.POSITIVE_INFINITY ? 1 : weight / (1 + weight));
const unshare = (part: number) => part / (1 - part);

function turnsOf(
  { probabilities, classes }: Answers,
  weights: readonly number[],
  costs: readonly number[],
  id: number,
): Turn[] {
  const count = weights.length;
  const others = weights.map((weight, other) => (other === id ? 0 : weight));
  return Array.from(classes, (actual, row) => {
    const own = probabilities.subarray(row * count, (row + 1) * count);
    const rival = rivalOf(own, others, id);
    const costAs = (answer: number) => (answer === actual ? 0 : costs[actual]);
    return { at: (own[rival] * others[rival]) / own[id], adds: costAs(id) - costAs(rival) };
  });
}

/** The answer of the other classes. */
function rivalOf(own: Float64Array, others: readonly number[], id: number): number {
  const found = highest(own, others) ?? 0;
  return found === id ? (id === 0 ? 1 : 0) : found;
}
