/** The same work as in float64, in batches on the network's backend: for long texts and many of them. */
import { engine, tensor2d } from '@tensorflow/tfjs-core';
import { chooseBuckets, TimeSlicer, type EncodedPart, type WorkOptions } from '../data/index.ts';
import { disposeBatch, Network, uploadBatch } from '../network/network.ts';
import { readTensors } from '../network/read-tensors.ts';
import type { SavedModel } from '../export/saved-model.ts';
import { evaluate } from '../training/evaluate.ts';
import type { LogitGradient, NetworkWork } from './work.ts';

/** Numbers of embeddings in one batch of gradients, at most. */
const mostNumbers = 1 << 20;

type Weights = Pick<SavedModel, 'config' | 'parameters' | 'classNames'>;

/**
 * Both throw the signal's reason once it is aborted.
 * @param network with the same weights, on the backend in use
 */
export function backendWork(network: Network, saved: Weights, options: WorkOptions = {}): NetworkWork {
  return {
    logits: (texts) => logitsOf(network, texts, options),
    gradients: async (points, logit) => {
      const slicer = new TimeSlicer(options);
      const perBatch = Math.max(1, Math.floor(mostNumbers / points[0].length));
      const found: LogitGradient[] = [];
      for (let start = 0; start < points.length; start += perBatch) {
        await slicer.pause();
        for (const one of await gradients(saved, points.slice(start, start + perBatch), logit))
          found.push(one);
      }
      return found;
    },
  };
}

async function logitsOf(
  network: Network,
  texts: readonly Int32Array[],
  { signal }: WorkOptions,
): Promise<Float64Array[]> {
  if (texts.length === 0) return [];
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((ids, i) => (offsets[i + 1] = offsets[i] + ids.length));
  const tokens = new Uint16Array(offsets[texts.length]);
  texts.forEach((ids, i) => tokens.set(ids, offsets[i]));
  const part: EncodedPart = { tokens, offsets, classes: new Uint8Array(texts.length) };
  const { logits: all } = await evaluate(network, part, chooseBuckets([part]), { signal });
  const width = network.logitCount;
  return texts.map((_, i) => all.slice(i * width, (i + 1) * width));
}

/**
 * The points become the embedding of a network of their own, with one row for each word of each point: its gradient is
 * the points'.
 */
async function gradients(
  { config, parameters, classNames }: Weights,
  points: readonly Float64Array[],
  logit: number,
): Promise<LogitGradient[]> {
  const size = config.embeddingSize * config.ensembleSize;
  const words = points[0].length / size;
  const rows = points.length * words;
  const table = new Float32Array(rows * size);
  points.forEach((point, i) => table.set(point, i * point.length));
  const network = new Network(
    config,
    { words: rows, classes: classNames.length },
    new Map([...parameters, ['embedding', table]]),
  );
  const ids = Int32Array.from({ length: rows }, (_, row) => row);
  const batch = uploadBatch({
    ...{ size: points.length, length: words, rows: points.length },
    ...{ ids, sortedIds: ids, order: ids },
    lengths: new Int32Array(points.length).fill(words),
    labels: new Float32Array(points.length),
    weights: new Float32Array(points.length).fill(1),
  });
  const width = network.logitCount;
  const chosen = new Float32Array(points.length * width).map((_, i) => (i % width === logit ? 1 : 0));
  const dy = tensor2d(chosen, [points.length, width]);
  const { value, grads } = engine().gradients(
    () => network.logits(batch),
    [network.parameter('embedding')],
    dy,
  );
  const [logits, all] = await readTensors([value, grads[0]]);
  for (const tensor of [value, dy, ...grads]) tensor.dispose();
  disposeBatch(batch);
  network.dispose();
  return points.map(({ length }, i) => ({
    logit: logits[i * width + logit],
    gradient: Float64Array.from(all.subarray(i * length, (i + 1) * length)),
  }));
}
