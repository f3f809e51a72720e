/**
 * How far back a loss reaches through a recurrent network: the norm of ∂loss/∂h by the distance from the end of a text, in
 * float64. In a simple RNN it shrinks or grows by about the same factor at each word (Bengio, Simard and Frasconi 1994); the
 * cell state of an LSTM is there to carry it further.
 */
import type { GradientFlow } from '../../contract/epoch-inside.ts';
import type { Loss } from '../../contract/settings.ts';
import { reviewLength, type EncodedPart } from '../data/index.ts';
import { lossReferenceGrad } from '../ops/loss/reference.ts';
import { gradientsWithin } from './backward.ts';
import { readoutOf, recurrentLayersOf, workOf, type Network64 } from './network64.ts';
import { rowOf } from './recurrence.ts';
import { embed, traceOf } from './trace.ts';

/** A text as the network reads it, and the class that it has. */
export interface FlowText {
  ids: Int32Array;
  class: number;
}

/** Multiplications and additions of all forward passes together: about a tenth of a second, and twice that backwards. */
const mostWork = 5e7;
const mostTexts = 16;

/** [T] The norm of ∂loss/∂h at each word, of the first recurrent layer's forward direction. */
export function stateGradientNorms(network: Network64, text: FlowText, loss: Loss): Float64Array {
  const trace = traceOf(network, embed(network, text.ids));
  const one = Float64Array.of(1);
  const labels = Float64Array.of(text.class);
  const slopes = lossReferenceGrad({ logits: trace.logits, labels, weights: one, loss }, 1);
  const { layer, directions } = trace.layers[0];
  const found = gradientsWithin(network, trace, readoutSlopes(network, slopes), 0);
  const { hidden } = found[directions.findIndex(({ direction }) => direction === 'forward')];
  return Float64Array.from({ length: trace.words }, (_, t) => Math.hypot(...rowOf(hidden, t, layer.units)));
}

/** [F] How the loss changes with each of the pooled values. @param slopes [L] of the loss by each logit */
function readoutSlopes(network: Network64, slopes: Float64Array): Float64Array {
  const { kernel } = readoutOf(network);
  const width = slopes.length;
  return Float64Array.from({ length: kernel.length / width }, (_, feature) =>
    slopes.reduce((sum, slope, logit) => sum + slope * kernel[feature * width + logit], 0),
  );
}

/**
 * The longest texts of a part, as many as take little time, so that every distance is a mean over all of them. Of equal ones
 * the first.
 */
export function flowTexts(part: EncodedPart, network: Network64): FlowText[] {
  const rows = Array.from(part.classes.keys()).toSorted(
    (a, b) => reviewLength(part, b) - reviewLength(part, a) || a - b,
  );
  const longest = rows.length === 0 ? 0 : reviewLength(part, rows[0]);
  const fit = Math.floor(mostWork / Math.max(1, workOf(network, longest)));
  return rows.slice(0, Math.max(1, Math.min(mostTexts, fit))).map((row) => ({
    ids: Int32Array.from(part.tokens.subarray(part.offsets[row], part.offsets[row + 1])),
    class: part.classes[row],
  }));
}

/** The mean over texts, as far back as the shortest of them is long. @param texts one or more */
export function gradientFlow(network: Network64, texts: readonly FlowText[], loss: Loss): GradientFlow {
  const all = texts.map((text) => stateGradientNorms(network, text, loss).toReversed());
  const distances = Math.min(...all.map(({ length }) => length));
  const norms = Array.from(
    { length: distances },
    (_, back) => all.reduce((sum, each) => sum + each[back], 0) / all.length,
  );
  return { cell: recurrentLayersOf(network)[0].cell, norms, reviews: texts.length };
}
