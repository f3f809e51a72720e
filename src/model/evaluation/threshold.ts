/**
 * The highest of one row's probabilities, of several the first: with two classes exactly one half is class 0, as a logit
 * of 0 is in the loss op. Null where one is no number. The programs of a bundle and the page have the same rule.
 */
export function highest(probabilities: ArrayLike<number>): number | null {
  let found = 0;
  for (let id = 0; id < probabilities.length; id++) {
    if (Number.isNaN(probabilities[id])) return null;
    if (probabilities[id] > probabilities[found]) found = id;
  }
  return found;
}
