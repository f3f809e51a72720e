/**
 * The class that one row's probabilities mean: the first with the highest product of probability and weight. With equal
 * weights of two classes exactly one half is class 0, as a logit of 0 is in the loss op. Null where one is no number. The
 * programs of a bundle and the page have the same rule.
 * @param weights [K] of a model's decision; absent: all equal
 */
export function highest(probabilities: ArrayLike<number>, weights?: readonly number[]): number | null {
  let found = 0;
  let top = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < probabilities.length; id++) {
    const own = weights ? probabilities[id] * weights[id] : probabilities[id];
    if (Number.isNaN(own)) return null;
    if (own > top) [found, top] = [id, own];
  }
  return found;
}
