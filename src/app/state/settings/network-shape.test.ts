import { describe, expect, it } from 'vitest';

import { parameterCount, presetConfig } from '../../../workers/protocol.ts';
import { networkShape } from './network-shape.ts';

describe('the shape of the network', () => {
  it('of the article: two layers, the last output', () => {
    const shape = networkShape({ ...presetConfig('article'), vocabularySize: 1_000 });
    expect(parameterCount(shape.embedding.parameters)).toBe(1_000 * 300);
    expect(shape.recurrent.map(({ parameters }) => parameterCount(parameters))).toEqual([
      4 * 128 * (300 + 128 + 1),
      4 * 64 * (128 + 64 + 1),
    ]);
    expect(shape.pooling.width).toBe(64);
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
    expect(shape.recurrent.map(({ inputs }) => inputs)).toEqual([3, 16]);
    expect(parameterCount(shape.recurrent[1].parameters)).toBe(2 * 4 * 4 * (16 + 4 + 1));
    expect(shape.pooling.width).toBe(16);
    expect(parameterCount(shape.dense.parameters)).toBe(17);
  });
});
