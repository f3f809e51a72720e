import { parseRunConfig } from '../../contract/settings.ts';

/** Every kind of layer, mask and pooling, small enough for a software GPU. */
export const smallNetwork = parseRunConfig({
  tokenization: 'words',
  vocabularySize: 60,
  maxLength: 12,
  layerSizes: [9, 6],
  embeddingSize: 7,
  bidirectional: true,
  pooling: 'mean-max',
  keepProb: 0.6,
  embeddingKeepProb: 0.8,
  featureKeepProb: 0.8,
  wordKeepProb: 0.9,
  batchSize: 16,
  learningRate: 0.01,
  gradientClip: 1,
  l2: 0.0001,
  seed: 5,
});
