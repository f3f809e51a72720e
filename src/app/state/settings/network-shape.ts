/** What the settings make of the network: its layers with sizes and parameter counts, for the drawing. */
import { layersOf, parameterCount, type Layer, type RunConfig } from '../../../workers/protocol.ts';

type LayerOf<K extends Layer['kind']> = Extract<Layer, { kind: K }>;

export interface NetworkShape {
  embedding: LayerOf<'embedding'>;
  recurrent: LayerOf<'recurrent'>[];
  pooling: LayerOf<'pooling'>;
  dense: LayerOf<'dense'>;
  parameters: number;
}

/** @param classes of the data that is loaded */
export function networkShape(config: RunConfig, classes = 2): NetworkShape {
  // Padding and “unknown” are among the words of the vocabulary.
  const layers = layersOf(config, { words: config.vocabularySize, classes });
  const all = <K extends Layer['kind']>(kind: K) =>
    layers.filter((layer): layer is LayerOf<K> => layer.kind === kind);
  return {
    embedding: all('embedding')[0],
    recurrent: all('recurrent'),
    pooling: all('pooling')[0],
    dense: all('dense')[0],
    parameters: parameterCount(layers.flatMap(({ parameters }) => parameters)),
  };
}
