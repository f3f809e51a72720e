/** A golden network computed by the references alone: forward, and the chain rule by hand. */
import { denseReference, denseReferenceGrad } from '../dense/reference.ts';
import { embeddingReference, embeddingReferenceGrad } from '../embedding/reference.ts';
import { lossReference, lossReferenceGrad } from '../loss/reference.ts';
import { lstmReference, lstmReferenceGrad } from '../lstm/reference.ts';
import { poolReference, poolReferenceGrad } from '../pooling/reference.ts';
import { goldenTokens, layerPrefixes } from './golden-values.ts';
import type { GoldenNetwork } from './golden-values.ts';

export type Values = Record<string, Float64Array>;

/** Both [N,width/2], side by side as [N,width]. */
function sideBySide(parts: Float64Array[], rows: number): Float64Array {
  const widths = parts.map((values) => values.length / rows);
  const joined = new Float64Array(rows * widths.reduce((total, width) => total + width, 0));
  let to = 0;
  for (let n = 0; n < rows; n++)
    parts.forEach((values, p) => {
      joined.set(values.subarray(n * widths[p], (n + 1) * widths[p]), to);
      to += widths[p];
    });
  return joined;
}

/** The `index`-th of `count` equally wide parts. */
function part(values: Float64Array, rows: number, index: number, count: number): Float64Array {
  const width = values.length / rows / count;
  return values.filter((_, i) => Math.floor((i % (width * count)) / width) === index);
}

const sum = (a: Float64Array, b: Float64Array) => a.map((value, i) => value + b[i]);

/** Loss and all gradients of one step. */
export function goldenStep(network: GoldenNetwork, values: Values): { loss: number; gradients: Values } {
  const { embeddingSize, vocabularySize, layerSizes, bidirectional } = network;
  const { ids, sortedIds, order, time } = goldenTokens(network);
  const lengths = Int32Array.from(network.lengths);
  const batch = lengths.length;
  const rows = batch * time;
  const directions = bidirectional ? 2 : 1;
  const gradients: Values = {};

  let x: Float64Array = embeddingReference(ids, values['embedding'], embeddingSize);
  const layers = layerSizes.map((hidden, n) => {
    const runs = layerPrefixes(n + 1, bidirectional).map((prefix, direction) => {
      const [kernel, recurrentKernel] = [values[`${prefix}.kernel`], values[`${prefix}.recurrentKernel`]];
      const sizes = { batch, time, inputs: x.length / rows, hidden, reverse: direction === 1 };
      const input = { ...sizes, x, lengths, kernel, recurrentKernel, bias: values[`${prefix}.bias`] };
      return { prefix, ...input, ...lstmReference(input) };
    });
    x = sideBySide(
      runs.map((run) => run.sequence),
      rows,
    );
    return runs;
  });
  const modes = network.pooling === 'last' ? (['last'] as const) : (['mean', 'max'] as const);
  const sizes = { batch, time, hidden: x.length / rows, lengths };
  const features = sideBySide(
    modes.map((mode) => poolReference(x, { ...sizes, mode })),
    batch,
  );
  const logits = denseReference(features, values['dense.kernel'], values['dense.bias']);
  const labels = Float64Array.from(network.labels);
  const lossInput = { logits, labels, weights: labels.map(() => 1), loss: network.loss };

  const dLogits = lossReferenceGrad(lossInput, 1);
  const dense = denseReferenceGrad(features, values['dense.kernel'], dLogits, 1);
  gradients['dense.kernel'] = dense.dKernel;
  gradients['dense.bias'] = dense.dBias;
  let dy = modes
    .map((mode, m) => poolReferenceGrad(x, part(dense.dFeatures, batch, m, modes.length), { ...sizes, mode }))
    .reduce(sum);
  for (const runs of layers.toReversed()) {
    const grads = runs.map((run, d) => lstmReferenceGrad({ ...run, dy: part(dy, rows, d, directions) }));
    runs.forEach(({ prefix }, d) => {
      gradients[`${prefix}.kernel`] = grads[d].dKernel;
      gradients[`${prefix}.recurrentKernel`] = grads[d].dRecurrentKernel;
      gradients[`${prefix}.bias`] = grads[d].dBias;
    });
    dy = grads.map((grad) => grad.dx).reduce(sum);
  }
  gradients['embedding'] = embeddingReferenceGrad({ dy, sortedIds, order, vocabularySize, embeddingSize });
  return { loss: lossReference(lossInput)[0], gradients };
}
