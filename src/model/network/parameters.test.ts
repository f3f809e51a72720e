import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRunConfig, type RunConfig } from '../../contract/settings.ts';
import { layersOf, parameterCount, parameterSpecs, sizeOf } from './layers.ts';
import { initialParameters } from './parameters.ts';

function config(values: Partial<RunConfig>): RunConfig {
  return parseRunConfig({ embeddingSize: 6, layerSizes: [5, 3], ...values });
}

const sized = (words: number, classes = 2) => ({ words, classes });

function shapes(values: Partial<RunConfig>, classes = 2): [string, number[]][] {
  return parameterSpecs(config(values), sized(11, classes)).map((spec) => [spec.name, spec.shape]);
}

describe('parameterSpecs', () => {
  it('lists one direction', () => {
    expect(shapes({})).toEqual([
      ['embedding', [11, 6]],
      ['lstm_0/forward/kernel', [6, 20]],
      ['lstm_0/forward/recurrent_kernel', [5, 20]],
      ['lstm_0/forward/bias', [20]],
      ['lstm_1/forward/kernel', [5, 12]],
      ['lstm_1/forward/recurrent_kernel', [3, 12]],
      ['lstm_1/forward/bias', [12]],
      ['dense/kernel', [3, 1]],
      ['dense/bias', [1]],
    ]);
  });

  it('lists both directions, and feeds both to the next layer', () => {
    const both = new Map(shapes({ bidirectional: true, pooling: 'mean-max' }));
    expect([...both.keys()].filter((name) => name.includes('backward'))).toHaveLength(6);
    expect(both.get('lstm_0/backward/kernel')).toEqual([6, 20]);
    expect(both.get('lstm_1/forward/kernel')).toEqual([10, 12]);
    expect(both.get('dense/kernel')).toEqual([12, 1]);
  });

  it('has layers that write all of their outputs for the next layer and for pooling over time, but not for the last output', () => {
    const written = (pooling: RunConfig['pooling']) =>
      layersOf(config({ pooling }), sized(11)).flatMap((layer) =>
        layer.kind === 'recurrent' ? [layer.sequences] : [],
      );
    expect(written('last')).toEqual([true, false]);
    expect(written('mean')).toEqual([true, true]);
  });

  it('draws an embedding towards zero only where it starts from random numbers: vectors stay near what they mean', () => {
    const decays = (embeddingStart: RunConfig['embeddingStart']) =>
      parameterSpecs(config({ embeddingStart }), sized(11))[0].decays;
    expect([decays('random'), decays('english'), decays('file')]).toEqual([true, false, false]);
  });

  it('has a logit for each class where there are more than two', () => {
    expect(shapes({}, 4).slice(-2)).toEqual([
      ['dense/kernel', [3, 4]],
      ['dense/bias', [4]],
    ]);
    const layers = [2, 3].map((classes) => layersOf(config({}), sized(11, classes)).at(-1));
    expect(layers).toMatchObject([{ activation: 'sigmoid' }, { activation: 'softmax' }]);
  });

  it('lets L2 act on all but the biases', () => {
    for (const spec of parameterSpecs(config({ bidirectional: true }), sized(9)))
      expect(spec.decays).toBe(!spec.name.endsWith('bias'));
  });

  it('counts what Keras counts', () => {
    // 4·((inputs + hidden)·hidden + hidden) a layer.
    const specs = parameterSpecs(parseRunConfig({ embeddingSize: 64, layerSizes: [128, 64] }), sized(5_000));
    expect(parameterCount(specs)).toBe(5_000 * 64 + 98_816 + 49_408 + 65);
  });

  it('has as many features as the pooling gives', () => {
    const features = (values: Partial<RunConfig>) =>
      layersOf(config(values), sized(11)).flatMap((layer) => (layer.kind === 'dense' ? layer.inputs : []));
    expect(features({ pooling: 'last' })).toEqual([3]);
    expect(features({ pooling: 'max', bidirectional: true })).toEqual([6]);
    expect(features({ pooling: 'mean-max' })).toEqual([6]);
  });
});

describe('initialParameters', () => {
  const specs = parameterSpecs(config({ embeddingRange: 0.25, bidirectional: true }), sized(400));
  const first = initialParameters(specs, 7);

  function read(name: string): Float32Array {
    const values = first.get(name);
    if (!values) throw new Error(name);
    return values;
  }

  it('fills each parameter at its size, with finite values', () => {
    expect([...first.keys()]).toEqual(specs.map((spec) => spec.name));
    for (const spec of specs) {
      expect(read(spec.name)).toHaveLength(sizeOf(spec));
      expect(read(spec.name).every(Number.isFinite)).toBe(true);
    }
  });

  it('draws the embedding evenly from minus to plus the range', () => {
    const values = read('embedding');
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(0.25);
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(variance).toBeCloseTo(0.25 ** 2 / 3, 2);
  });

  it('keeps kernels within Glorot’s limit, and near it', () => {
    const largest = Math.max(...read('lstm_1/backward/kernel').map(Math.abs));
    expect(largest).toBeLessThanOrEqual(Math.sqrt(6 / 22));
    expect(largest).toBeGreaterThan(0.8 * Math.sqrt(6 / 22));
  });

  it('makes each gate’s recurrent block orthogonal', () => {
    for (const [name, hidden] of [
      ['lstm_0/forward/recurrent_kernel', 5],
      ['lstm_1/backward/recurrent_kernel', 3],
    ] as const) {
      const values = read(name);
      for (let gate = 0; gate < 4; gate++)
        for (let a = 0; a < hidden; a++)
          for (let b = 0; b < hidden; b++) {
            let product = 0;
            for (let k = 0; k < hidden; k++)
              product +=
                values[a * 4 * hidden + gate * hidden + k] * values[b * 4 * hidden + gate * hidden + k];
            expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
          }
    }
  });

  it('starts biases at 0, forget gates at 1', () => {
    const one = [0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0];
    expect([...read('lstm_1/forward/bias')]).toEqual(one);
    expect([...read('dense/bias')]).toEqual([0]);
  });

  it('gives the same bits for the same seed, others for another, and others for each direction', () => {
    expect(initialParameters(specs, 7)).toEqual(first);
    expect(initialParameters(specs, 8).get('embedding')).not.toEqual(read('embedding'));
    expect(read('lstm_0/forward/kernel')).not.toEqual(read('lstm_0/backward/kernel'));
  });

  it('changes no other parameter when one is added or resized', () => {
    const shared = ['lstm_0/forward/kernel', 'lstm_0/forward/recurrent_kernel'];
    fc.assert(
      fc.property(
        fc.nat(2 ** 31 - 1),
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 6 }),
        (seed, words, size) => {
          const small = initialParameters(parameterSpecs(config({ layerSizes: [5] }), sized(2)), seed);
          const large = initialParameters(
            parameterSpecs(config({ layerSizes: [5, size] }), sized(words)),
            seed,
          );
          for (const name of shared) expect(large.get(name)).toEqual(small.get(name));
        },
      ),
      { numRuns: 20 },
    );
  });
});
