/** How far probabilities may be believed, and the temperature that makes them better. */
import { temperatureRange } from '../../contract/decision.ts';
import type { Reliability, ReliabilityBin } from '../../contract/decision-report.ts';
import { softmaxInto } from '../../contract/math.ts';

/** What a network gave for the rows of a part. */
export interface Judged {
  /** [n,L], L of the network's dense layer: 1 for two classes, else K. */
  logits: Float64Array;
  /** [n] */
  classes: Uint8Array;
  /** K */
  classCount: number;
}

/** [n,K] The logits of all classes: of two classes that of class 0 is 0. */
function wholeLogits({ logits, classes, classCount }: Judged): Float64Array {
  if (logits.length === classes.length * classCount) return logits;
  const whole = new Float64Array(2 * classes.length);
  logits.forEach((logit, row) => (whole[2 * row + 1] = logit));
  return whole;
}

/** [n,K] softmax(logits / temperature) */
export function probabilitiesAt(judged: Judged, temperature: number): Float64Array {
  const { classCount } = judged;
  const probabilities = wholeLogits(judged).map((logit) => logit / temperature);
  for (let start = 0; start < probabilities.length; start += classCount) {
    const own = probabilities.subarray(start, start + classCount);
    softmaxInto(own, own.slice());
  }
  return probabilities;
}

/**
 * The temperature with the least mean cross-entropy (C. Guo and others, On calibration of modern neural networks, ICML
 * 2017), within `temperatureRange`. In β = 1 / temperature the cross-entropy is convex: its slope, the sum over the rows
 * of the mean logit by softmax(β·logits) less the logit of the row's class, grows with β. Newton's steps on it, halving
 * where one leaves what is known to hold the root. 1 where nothing depends on it.
 */
export function fitTemperature(judged: Judged): number {
  const logits = wholeLogits(judged);
  let [low, high] = [1 / temperatureRange[1], 1 / temperatureRange[0]];
  let beta = 1;
  for (let round = 0; round < 100; round++) {
    const { slope, curvature } = slopeAt(logits, judged, beta);
    if (curvature === 0 && slope === 0) return 1;
    if (slope > 0) high = beta;
    else low = beta;
    const newton = beta - slope / curvature;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    if (Math.abs(next - beta) <= 1e-12 * beta) break;
    beta = next;
  }
  return Math.min(temperatureRange[1], Math.max(temperatureRange[0], 1 / beta));
}

function slopeAt(logits: Float64Array, { classes, classCount }: Judged, beta: number) {
  const shares = new Float64Array(classCount);
  const scaled = new Float64Array(classCount);
  let [slope, curvature] = [0, 0];
  classes.forEach((id, row) => {
    const own = logits.subarray(row * classCount, (row + 1) * classCount);
    own.forEach((logit, k) => (scaled[k] = beta * logit));
    softmaxInto(shares, scaled);
    const mean = own.reduce((sum, logit, k) => sum + shares[k] * logit, 0);
    slope += mean - own[id];
    curvature += own.reduce((sum, logit, k) => sum + shares[k] * (logit - mean) ** 2, 0);
  });
  return { slope, curvature };
}

/** As in the paper. */
const binCount = 15;

/**
 * Expected calibration error over 15 bins of equal width by the highest probability (M. Naeini and others, AAAI 2015; as
 * in Guo and others), and the mean cross-entropy, at a temperature.
 * @throws {RangeError} when there are no rows
 */
export function reliabilityAt(judged: Judged, temperature: number): Reliability {
  const { classes, classCount } = judged;
  if (classes.length === 0) throw new RangeError('There are no rows to judge probabilities by.');
  const probabilities = probabilitiesAt(judged, temperature);
  const sums = Array.from({ length: binCount }, () => ({ rows: 0, confidence: 0, right: 0 }));
  let loss = 0;
  classes.forEach((id, row) => {
    const own = probabilities.subarray(row * classCount, (row + 1) * classCount);
    const confidence = Math.max(...own);
    const bin = sums[Math.max(0, Math.ceil(confidence * binCount) - 1)];
    bin.rows++;
    bin.confidence += confidence;
    bin.right += own.indexOf(confidence) === id ? 1 : 0;
    // A probability too small for a double has a cross-entropy all the same.
    loss -= Math.log(Math.max(own[id], Number.MIN_VALUE));
  });
  const bins = sums.map(({ rows, confidence, right }, i): ReliabilityBin => {
    const mean = (total: number) => (rows > 0 ? total / rows : null);
    const ends = { low: i / binCount, high: (i + 1) / binCount };
    return { ...ends, rows, confidence: mean(confidence), accuracy: mean(right) };
  });
  const error = sums.reduce((total, one) => total + Math.abs(one.confidence - one.right), 0) / classes.length;
  return { temperature, error, loss: loss / classes.length, bins };
}
