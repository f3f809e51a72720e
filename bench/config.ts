import { parseRunConfig } from '../src/model/index.ts';
import type { RunConfig } from '../src/model/index.ts';
import type { Shape } from './shape.ts';

/** The settings of a benchmarked step: no dropout and no clipping, which tfjs's layers would do otherwise. */
export function benchConfig({ batch, time, embedding, layers, vocabulary }: Shape): RunConfig {
  return parseRunConfig({
    tokenization: 'words',
    vocabularySize: vocabulary,
    maxLength: time,
    layerSizes: layers,
    embeddingSize: embedding,
    bidirectional: false,
    pooling: 'last',
    keepProb: 1,
    batchSize: batch,
    optimizer: 'adam',
    learningRate: 0.001,
    loss: 'cross-entropy',
    gradientClip: 0,
    seed: 7,
  });
}
