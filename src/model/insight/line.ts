/**
 * The readout states of a network (what its last layer reads, if the text ended after a word) on two axes: along the
 * direction of the readout, and along the first principal component at right angles to it. Trained sentiment networks
 * keep a running sum along one line: N. Maheswaranathan, A. Williams, M. Golub, S. Ganguli and D. Sussillo, Reverse
 * engineering recurrent networks for sentiment classification reveals line attractor dynamics, NeurIPS 2019.
 */
import type { Line, LineStep } from '../../contract/insight-line.ts';
import { TimeSlicer, type Dataset, type WorkOptions } from '../data/index.ts';
import { readoutWeights } from './contributions.ts';
import type { ReadText, Subject } from './explain.ts';
import { readoutOf, workOf, type Network64 } from './network64.ts';
import { centred, dot, firstComponent, unitVector, varianceOf, without } from './pca.ts';
import { readReviews, type ReadReviews } from './read-reviews.ts';
import { readsForwardsOnly } from './running.ts';
import { embed, embeddingOf, readOut, traceOf, type Trace } from './trace.ts';

const mostReviews = 500;
/** States of a review that are looked at, evenly over its words; the last is always one. */
const mostStates = 10;
/** Multiplications and additions for all states of the data together, and for the walk of a text. */
const mostWork = { data: 8e9, walk: 5e8 } as const;

/** States of the data, of which the axes are made. */
export interface ReadoutStates {
  reviews: ReadReviews;
  /** [N][F] */
  features: Float64Array[];
  /** [N] Number of the review, and whether the state is that of its end. */
  reviewOf: Int32Array;
  isLast: Uint8Array;
}

/** What the last layer reads if the text ended after so many words [F]. @param trace of the whole text */
function featuresAfter(network: Network64, embedded: Float64Array, trace: Trace, count: number) {
  const { directions } = trace.layers[trace.layers.length - 1];
  const isWhole = count === trace.words || readsForwardsOnly(network);
  const { pooled } = isWhole
    ? readOut(network, directions, count)
    : traceOf(network, embedded.subarray(0, count * embeddingOf(network).size));
  return Float64Array.from(pooled.flatMap(({ values }) => [...values]));
}

/** Numbers of words after which a text of so many is looked at: evenly, and at its end. */
function counts(words: number, most: number): number[] {
  const number = Math.max(1, Math.min(most, words));
  return Array.from({ length: number }, (_, i) => Math.round(((i + 1) * words) / number));
}

/** How many states of a text of so many words can be had for so much work. */
function statesFor(network: Network64, words: number, work: number): number {
  if (readsForwardsOnly(network)) return words;
  // Each beginning is read anew, half of the text on average.
  return Math.max(1, Math.floor((2 * work) / workOf(network, words)) - 1);
}

/** @throws the signal's reason once it is aborted */
export async function readoutStates(
  subject: Subject,
  dataset: Pick<Dataset, 'texts'>,
  options: WorkOptions = {},
): Promise<ReadoutStates> {
  const { network } = subject;
  const slicer = new TimeSlicer(options, 'examining');
  const most = { reviews: mostReviews, words: Math.floor(mostWork.data / workOf(network, 1)) };
  const rows = Int32Array.from({ length: dataset.texts.length }, (_, row) => row);
  const reviews = await readReviews(subject, dataset, { rows, most }, slicer);
  const states: { features: Float64Array; review: number; isLast: boolean }[] = [];
  for (const [review, ids] of reviews.ids.entries()) {
    const embedded = embed(network, ids);
    const trace = traceOf(network, embedded);
    const afford = statesFor(network, ids.length, mostWork.data / reviews.ids.length);
    for (const count of counts(ids.length, Math.min(mostStates, afford))) {
      const features = featuresAfter(network, embedded, trace, count);
      states.push({ features, review, isLast: count === ids.length });
      if (slicer.isDue) await slicer.pause(review / reviews.ids.length, review);
    }
  }
  return {
    reviews,
    features: states.map(({ features }) => features),
    reviewOf: Int32Array.from(states, ({ review }) => review),
    isLast: Uint8Array.from(states, ({ isLast }) => Number(isLast)),
  };
}

/** What a state says of two classes, and where it is. */
interface Axes extends Pick<Line, 'shares' | 'angle'> {
  /** The readout's difference for two classes: a logit. */
  x: (state: Float64Array) => number;
  y: (state: Float64Array) => number;
}

/** [F] and its bias: of two classes the one logit, else the difference of both. */
function readoutBetween(network: Network64, [from, to]: Line['between']) {
  const { bias } = readoutOf(network);
  if (bias.length === 1) return { weights: readoutWeights(network, 0), bias: bias[0] };
  const [less, more] = [readoutWeights(network, from), readoutWeights(network, to)];
  return { weights: more.map((weight, i) => weight - less[i]), bias: bias[to] - bias[from] };
}

/** @param features [N][F], one or more */
export function axesOf(
  network: Network64,
  features: readonly Float64Array[],
  between: Line['between'],
): Axes {
  const { weights, bias } = readoutBetween(network, between);
  const readout = unitVector(weights);
  const rows = centred(features);
  const variance = varianceOf(rows);
  const first = firstComponent(rows);
  const across = firstComponent(without(rows, readout)).direction;
  const along = rows.reduce((sum, row) => sum + dot(row, readout) ** 2, 0) / rows.length;
  // Where nothing varies, all of it is on any line.
  const share = (part: number) => (variance > 0 ? part / variance : 1);
  const cosine = Math.min(1, Math.abs(dot(first.direction, readout)));
  const middle = features[0].map((value, i) => value - rows[0][i]);
  return {
    x: (state) => dot(state, weights) + bias,
    y: (state) => dot(state, across) - dot(middle, across),
    shares: { readout: share(along), first: share(first.variance) },
    angle: (Math.acos(cosine) * 180) / Math.PI,
  };
}

/** The two classes that the text is between: of more than two the most probable ones, the lower number first. */
function classesBetween({ logits }: Trace): Line['between'] {
  if (logits.length === 1) return [0, 1];
  const [a, b] = [...logits.keys()].sort((one, other) => logits[other] - logits[one]);
  return [Math.min(a, b), Math.max(a, b)];
}

/** The states of the data and of a text on the axes of the text's classes. */
export function lineOf(
  { network, saved }: Pick<Subject, 'network' | 'saved'>,
  { classes }: Pick<Dataset, 'classes'>,
  { reviews, features, reviewOf, isLast }: ReadoutStates,
  { text, tokens, embedded, trace }: ReadText & { text: string },
): Line {
  const between = classesBetween(trace);
  const { x, y, shares, angle } = axesOf(network, features, between);
  const walked = counts(trace.words, statesFor(network, trace.words, mostWork.walk));
  const walk = walked.map((count): LineStep => {
    const state = featuresAfter(network, embedded, trace, count);
    return { word: count - 1, token: tokens[count - 1].token, x: x(state), y: y(state) };
  });
  return {
    ...{ text, between, shares, angle, walk },
    classes: saved.classNames,
    states: {
      x: Float64Array.from(features, x),
      y: Float64Array.from(features, y),
      classes: Uint8Array.from(reviewOf, (review) => classes[reviews.rows[review]]),
      isLast,
    },
    reviews: { looked: reviews.rows.length, all: reviews.all },
  };
}
