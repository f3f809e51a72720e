/**
 * Whether a probability of class 1 means class 1: above one half. Exactly one half is class 0, as a logit of 0 is in
 * the loss op, and NaN is no class 1. The programs of a bundle and the page have the same rule.
 */
export function isPositive(probability: number): boolean {
  return probability > 0.5;
}
