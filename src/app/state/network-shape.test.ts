import { describe, expect, it } from 'vitest';

import { presetConfig } from '../../workers/protocol.ts';
import { networkShape } from './network-shape.ts';

describe('the shape of the network', () => {
  it('of the article: two layers, the last output', () => {
    const shape = networkShape({ ...presetConfig('article'), vocabularySize: 1_000 });
    expect(shape.embeddingParameters).toBe(1_000 * 300);
    expect(shape.layers.map(({ parameters }) => parameters)).toEqual([
      4 * 128 * (300 + 128 + 1),
      4 * 64 * (128 + 64 + 1),
    ]);
    expect(shape.features).toBe(64);
    expect(shape.parameters).toBe(1_000 * 300 + 219_648 + 49_408 + 65);
  });

  it('counts both directions, and both poolings', () => {
    const config = {
      ...presetConfig(),
      layerSizes: [8, 4],
      embeddingSize: 3,
      bidirectional: true,
      pooling: 'mean-max' as const,
    };
    const shape = networkShape(config);
    expect(shape.layers.map(({ inputs }) => inputs)).toEqual([3, 16]);
    expect(shape.layers[1].parameters).toBe(2 * 4 * 4 * (16 + 4 + 1));
    expect(shape.features).toBe(16);
    expect(shape.outputParameters).toBe(17);
  });
});
