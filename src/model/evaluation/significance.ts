/** The uncertainty of a test's figures: intervals, and the comparison of two classifiers on the same rows. */
import type { BaselineComparison } from '../../contract/results.ts';

/** Of the normal distribution, for 95%. */
export const z95 = 1.959963984540054;

/**
 * Wilson's 95% score interval of a share (E. Wilson, Probable inference, JASA 22, 1927). It stays within 0 and 1, and is
 * of use at shares of 0 and 1, where the standard error is 0.
 * @param right of `rows`, which are at least 1
 */
export function wilsonInterval(right: number, rows: number): [low: number, high: number] {
  const share = right / rows;
  const centre = share + z95 ** 2 / (2 * rows);
  const spread = z95 * Math.sqrt((share * (1 - share)) / rows + z95 ** 2 / (4 * rows ** 2));
  const whole = 1 + z95 ** 2 / rows;
  // Rounding must not put the share of an end outside.
  return [Math.min(share, (centre - spread) / whole), Math.max(share, (centre + spread) / whole)];
}

/**
 * A network beside a baseline, row by row. The interval of the difference is the adjusted Wald interval for paired
 * shares, with one more row in each of the two cells that disagree (D. Bonett and R. Price, Journal of Educational and
 * Behavioral Statistics 37, 2012); the p value is that of McNemar's exact test, both-sided.
 * @param isRight [n] whether the network's answer is right
 * @param isBaselineRight [n]
 * @throws {RangeError} when the two differ in length, or are empty
 */
export function comparePaired(
  isRight: readonly boolean[],
  isBaselineRight: readonly boolean[],
): BaselineComparison {
  const rows = isRight.length;
  if (rows === 0 || rows !== isBaselineRight.length)
    throw new RangeError(`${rows} answers beside ${isBaselineRight.length} of the baseline.`);
  const count = (own: boolean, other: boolean) =>
    isRight.reduce((sum, right, row) => sum + (right === own && isBaselineRight[row] === other ? 1 : 0), 0);
  const onlyNetwork = count(true, false);
  const onlyBaseline = count(false, true);
  return {
    accuracy: (count(true, true) + onlyBaseline) / rows,
    difference: (onlyNetwork - onlyBaseline) / rows,
    interval: differenceInterval(onlyNetwork, onlyBaseline, rows),
    onlyNetwork,
    onlyBaseline,
    pValue: mcnemarExact(onlyNetwork, onlyBaseline),
  };
}

function differenceInterval(onlyNetwork: number, onlyBaseline: number, rows: number): [number, number] {
  const [a, b] = [(onlyNetwork + 1) / (rows + 2), (onlyBaseline + 1) / (rows + 2)];
  const spread = z95 * Math.sqrt((a + b - (a - b) ** 2) / (rows + 2));
  return [Math.max(-1, a - b - spread), Math.min(1, a - b + spread)];
}

/**
 * The chance that the rows on which two classifiers disagree are shared out at least as unevenly when each is as likely
 * to be right (Q. McNemar, Psychometrika 12, 1947): both tails of the binomial distribution with one half.
 */
export function mcnemarExact(onlyNetwork: number, onlyBaseline: number): number {
  const disagreeing = onlyNetwork + onlyBaseline;
  // ln(n over k) − n·ln 2, k by k: the terms themselves leave the range of numbers.
  let term = -disagreeing * Math.LN2;
  let tail = Math.exp(term);
  for (let k = 1; k <= Math.min(onlyNetwork, onlyBaseline); k++) {
    term += Math.log((disagreeing - k + 1) / k);
    tail += Math.exp(term);
  }
  return Math.min(1, 2 * tail);
}

/**
 * The chance that of two groups the first has at least so many marked ones when marks are given by chance: the upper tail
 * of Fisher's exact test (R. Fisher, The logic of inductive inference, JRSS 98, 1935).
 * @param first marked and unmarked ones of the first group
 * @param second of the second
 */
export function fisherExact(first: readonly [number, number], second: readonly [number, number]): number {
  const [a, b] = first;
  const [c, d] = second;
  const most = Math.min(a + b, a + c);
  let term = lnChoose(a + b, a) + lnChoose(c + d, c) - lnChoose(a + b + c + d, a + c);
  let tail = Math.exp(term);
  for (let k = 1; k <= most - a; k++) {
    term += Math.log(((b - k + 1) * (c - k + 1)) / ((a + k) * (d + k)));
    tail += Math.exp(term);
  }
  return Math.min(1, tail);
}

/** ln(n over k), term by term: factorials leave the range of numbers. */
function lnChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= Math.min(k, n - k); i++) sum += Math.log((n - i + 1) / i);
  return sum;
}
