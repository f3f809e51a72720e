/** What the settings make of the network: sizes and parameter counts, for the diagram. */
import type { Pooling, RunConfig } from '../../workers/protocol.ts';

export interface LayerShape {
  /** Memory cells, in each direction. */
  cells: number;
  /** Numbers that it reads at each word. */
  inputs: number;
  parameters: number;
}

export interface NetworkShape {
  vocabulary: number;
  embeddingSize: number;
  embeddingParameters: number;
  layers: LayerShape[];
  directions: 1 | 2;
  pooling: Pooling;
  /** Numbers that reach the last unit. */
  features: number;
  outputParameters: number;
  parameters: number;
}

/**
 * An LSTM layer of H cells on D inputs has four gates, each with a kernel [D,H], a recurrent kernel [H,H]
 * and a bias [H]: 4·H·(D + H + 1), once for each direction.
 */
export function networkShape(config: RunConfig): NetworkShape {
  const directions = config.bidirectional ? 2 : 1;
  // Padding and “unknown” are among them.
  const vocabulary = config.vocabularySize;
  const layers: LayerShape[] = [];
  let inputs = config.embeddingSize;
  for (const cells of config.layerSizes) {
    layers.push({ cells, inputs, parameters: directions * 4 * cells * (inputs + cells + 1) });
    inputs = cells * directions;
  }
  const features = config.pooling === 'mean-max' ? inputs * 2 : inputs;
  const embeddingParameters = vocabulary * config.embeddingSize;
  const outputParameters = features + 1;
  const inLayers = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  return {
    vocabulary,
    embeddingSize: config.embeddingSize,
    embeddingParameters,
    layers,
    directions,
    pooling: config.pooling,
    features,
    outputParameters,
    parameters: embeddingParameters + inLayers + outputParameters,
  };
}
