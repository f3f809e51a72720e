import { setBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRunConfig } from '../../contract/settings.ts';
import { openWasm } from '../backends/wasm/index.ts';
import type { BackendHandle } from '../backends/handle.ts';
import { joinMembers, trainedSpecs } from './ensemble.ts';
import { parameterSpecs } from './layers.ts';
import { Network } from './network.ts';
import { initialParameters } from './parameters.ts';

const sizes = { words: 7, classes: 2 };
const config = parseRunConfig({ embeddingSize: 4, layerSizes: [3] });

describe('a network on a backend', () => {
  let handle: BackendHandle;
  beforeAll(async () => {
    handle = await openWasm({ threads: 1 });
    await setBackend('wasm');
  });
  afterAll(() => handle.dispose());

  it('refuses values that are missing or of another length, and has no other parameters', () => {
    const values = initialParameters(parameterSpecs(config, sizes), 1);
    const without = new Map(values);
    without.delete('dense/bias');
    expect(() => new Network(config, sizes, without)).toThrow('Parameter dense/bias must have 1 values.');
    const longer = new Map(values).set('embedding', new Float32Array(29));
    expect(() => new Network(config, sizes, longer)).toThrow('Parameter embedding must have 28 values.');
    const network = new Network(config, sizes, values);
    expect([network.words, network.logitCount]).toEqual([7, 1]);
    expect(() => network.parameter('lstm_9/bias')).toThrow('This network has no parameter lstm_9/bias.');
    network.dispose();
  });
});

it('an ensemble lacks what one of its members lacks', () => {
  const ensemble = { ...config, ensembleSize: 2 };
  const values = initialParameters(trainedSpecs(ensemble, sizes), 1);
  const [, last] = [...values.keys()].filter((name) => name.endsWith('dense/bias'));
  values.delete(last);
  expect(() => joinMembers(values, ensemble, sizes)).toThrow('Member 1 has no dense/bias.');
});
