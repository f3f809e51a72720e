/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017) of a logit over the embeddings: what each word adds on the
 * straight way from a text of unknown words alone to the text itself. The words' sum is the difference of both logits.
 *
 * The way is cut into parts, each integrated by Gauss and Lobatto's five points, which stand at its ends and its middle
 * too: so the logit's true change over each part is known, and where the sum is off the part is halved. Maximum pooling
 * makes gradients jump where another word becomes the largest; only the parts with a jump become short.
 */
import type { NetworkWork } from './work.ts';

export interface IntegratedGradients {
  /** [T] */
  values: Float64Array;
  /** |Σ values − difference| / |difference| */
  completenessError: number;
}

/** Of five points on a way of length 1: exact for polynomials of degree 7. */
const inner = Math.sqrt(3 / 7) / 2;
const places = [0, 0.5 - inner, 0.5, 0.5 + inner, 1];
const shares = [1 / 20, 49 / 180, 16 / 45, 49 / 180, 1 / 20];

const mostPoints = 2048;
/** As a share of the difference of the logits. */
const allowedError = 0.01;
/** An error is judged against no smaller difference of logits: a hundredth changes a probability by a quarter point at most. */
const leastDifference = 0.01;

const scaleOf = (difference: number) => Math.max(Math.abs(difference), leastDifference);
const sumOf = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** As a share of the difference that attributions should add up to. */
export function completenessError(values: Float64Array, difference: number): number {
  return Math.abs(sumOf(values) - difference) / scaleOf(difference);
}

export interface Path {
  /** [T,E] of the text, and of as many unknown words. */
  embedded: Float64Array;
  baseline: Float64Array;
  words: number;
  /** The logit's place among the logits. */
  logit: number;
  /** That logit of the text less that of the baseline. */
  difference: number;
}

interface Point {
  /** Of the way, from 0 to 1. */
  at: number;
  logit: number;
  /** [T] How the logit changes there with each word's way. */
  slopes: Float64Array;
}

/** Five points, first to last. */
type Part = readonly Point[];

/** Halves parts until all of them together are off by less than 1% of the difference, or 2,048 points were taken. */
export async function integratedGradients(work: NetworkWork, path: Path): Promise<IntegratedGradients> {
  const allowed = allowedError * scaleOf(path.difference);
  let parts = partsOf(await pointsAt(work, path, withinParts([0, 0.5, 1])));
  let points = 9;
  for (;;) {
    const errors = parts.map(errorOf);
    const isDone = errors.reduce((sum, error) => sum + error, 0) < allowed;
    const worst = isDone ? [] : parts.filter((_, i) => errors[i] > allowed / parts.length);
    if (worst.length === 0 || points >= mostPoints) break;
    const found = await pointsAt(work, path, worst.flatMap(newPlaces));
    points += found.length;
    parts = parts.flatMap((part) => (worst.includes(part) ? halves(part, found.splice(0, 6)) : [part]));
  }
  const values = new Float64Array(path.words);
  for (const part of parts) integralOf(part).forEach((value, t) => (values[t] += value));
  return { values, completenessError: completenessError(values, path.difference) };
}

/** All places between the first end and the last, each once. */
function withinParts(ends: readonly number[]): number[] {
  return ends.flatMap((end, i) =>
    i === 0 ? [end] : places.slice(1).map((place) => ends[i - 1] + place * (end - ends[i - 1])),
  );
}

function partsOf(points: readonly Point[]): Part[] {
  return Array.from({ length: (points.length - 1) / 4 }, (_, i) => points.slice(4 * i, 4 * i + 5));
}

/** Three in each half: its ends and the middle of the whole are there. */
function newPlaces([first, , middle, , last]: Part): number[] {
  const inside = (from: number, to: number) => withinParts([from, to]).slice(1, 4);
  return [...inside(first.at, middle.at), ...inside(middle.at, last.at)];
}

function halves([first, , middle, , last]: Part, found: readonly Point[]): Part[] {
  return [
    [first, ...found.slice(0, 3), middle],
    [middle, ...found.slice(3, 6), last],
  ];
}

/** [T] */
function integralOf(part: Part): Float64Array {
  const length = part[4].at - part[0].at;
  return part[0].slopes.map((_, t) =>
    part.reduce((sum, { slopes }, i) => sum + length * shares[i] * slopes[t], 0),
  );
}

function errorOf(part: Part): number {
  return Math.abs(sumOf(integralOf(part)) - (part[4].logit - part[0].logit));
}

async function pointsAt(work: NetworkWork, path: Path, at: readonly number[]): Promise<Point[]> {
  const { embedded, baseline, words } = path;
  const change = embedded.map((value, i) => value - baseline[i]);
  const found = await work.gradients(
    at.map((share) => baseline.map((value, i) => value + share * change[i])),
    path.logit,
  );
  const size = embedded.length / words;
  return found.map(({ logit, gradient }, n) => ({
    at: at[n],
    logit,
    slopes: Float64Array.from({ length: words }, (_, t) => {
      let sum = 0;
      for (let i = t * size; i < (t + 1) * size; i++) sum += gradient[i] * change[i];
      return sum;
    }),
  }));
}
