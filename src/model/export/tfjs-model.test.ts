/** The model in the zip, loaded by tfjs itself, answers as the float64 references do. */
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../../contract/settings.ts';
import { Random } from '../data/random.ts';
import { parameterCount, parameterSpecs } from '../network/layers.ts';
import { goldenInputs, modelFiles } from './index.ts';
import { differenceFromReference, networks, referenceProbability, savedModel } from './testing/saved.ts';
import { sizesOf } from './saved-model.ts';
import type { SavedModel } from './saved-model.ts';

// Without it tfjs advertises its Node binding on the console.
tf.env().set('IS_TEST', true);

async function load(saved: SavedModel): Promise<tf.LayersModel> {
  const files = modelFiles(saved);
  const parsed = JSON.parse(new TextDecoder().decode(files['model.json'])) as tf.io.ModelJSON;
  const specs = parsed.weightsManifest.flatMap((group) => group.weights);
  return tf.loadLayersModel({
    load: () =>
      Promise.resolve(tf.io.getModelArtifactsForJSONSync(parsed, specs, files['weights.bin'].slice().buffer)),
  });
}

/** The outputs for a batch of equally long rows of ids. */
function predict(model: tf.LayersModel, rows: readonly (readonly number[])[]): number[][] {
  return tf.tidy(() => {
    const output = model.predict(
      tf.tensor2d(
        rows.map((row) => [...row]),
        undefined,
        'int32',
      ),
    );
    return (output as tf.Tensor2D).arraySync();
  });
}

function reviews(saved: SavedModel, lengths: readonly number[], seed: number): number[][] {
  const random = new Random(seed);
  const words = saved.vocabulary.length - 1;
  return lengths.map((length) => Array.from({ length }, () => 1 + random.below(words)));
}

const cases: [string, Partial<RunConfig>][] = (['last', 'mean', 'max', 'mean-max'] as const).flatMap(
  (pooling) =>
    [false, true].flatMap((bidirectional) =>
      [[1], [6], [7, 3], [5, 1, 4]].map((layerSizes): [string, Partial<RunConfig>] => [
        `${layerSizes.join(', ')} ${bidirectional ? 'bidirectional' : 'forwards'}, ${pooling}`,
        { pooling, bidirectional, layerSizes },
      ]),
    ),
);

describe('tfjs on the exported model', () => {
  it.each(networks)('gives the golden answers: %s', async (_name, values, classNames, decision) => {
    const saved = savedModel(values, 9, classNames, decision);
    const model = await load(saved);
    const texts = goldenInputs(saved).map(({ ids }) => ids);
    // Texts of one length at a time: padding would count in the mean and the maximum.
    for (const length of new Set(texts.map((ids) => ids.length))) {
      const batch = texts.filter((ids) => ids.length === length);
      predict(model, batch).forEach((answer, i) =>
        expect(differenceFromReference(saved, batch[i], answer)).toBeLessThan(1e-5),
      );
    }
    model.dispose();
  });

  it.each(cases)('answers as the reference: %s', async (_name, values) => {
    const saved = savedModel(values, 11);
    const model = await load(saved);
    const texts = reviews(saved, [1, 2, 5, 60], 4);
    const answers = texts.map((ids) => predict(model, [ids])[0][0]);
    const expected = texts.map((ids) => referenceProbability(saved, ids));
    answers.forEach((answer, i) => expect(Math.abs(answer - expected[i])).toBeLessThan(1e-5));
    // The model must tell the reviews apart, or the comparison says nothing.
    expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.003);
    model.dispose();
  });

  it.each([[false], [true]])(
    'passes over padding with pooling “last” (bidirectional: %s)',
    async (bidirectional) => {
      const saved = savedModel({ pooling: 'last', bidirectional, layerSizes: [4, 3] }, 5);
      const model = await load(saved);
      const texts = reviews(saved, [1, 9, 4], 8);
      const padded = texts.map((ids) => [...ids, ...Array.from({ length: 9 - ids.length }, () => 0)]);
      predict(model, padded).forEach((answer, i) =>
        expect(differenceFromReference(saved, texts[i], answer)).toBeLessThan(1e-5),
      );
      model.dispose();
    },
  );

  it('answers as the reference in a wider network', async () => {
    const saved = savedModel({
      embeddingSize: 33,
      layerSizes: [37, 18],
      bidirectional: true,
      pooling: 'mean-max',
    });
    for (const values of saved.parameters.values()) values.forEach((value, i) => (values[i] = value / 4));
    const model = await load(saved);
    const [ids] = reviews(saved, [40], 2);
    expect(differenceFromReference(saved, ids, predict(model, [ids])[0])).toBeLessThan(1e-5);
    model.dispose();
  });

  it('has as many parameters, and drops out as in training', async () => {
    const saved = savedModel({
      keepProb: 0.75,
      embeddingKeepProb: 0.5,
      featureKeepProb: 0.25,
      layerSizes: [3, 2],
      bidirectional: true,
    });
    const model = await load(saved);
    const specs = parameterSpecs(saved.config, sizesOf(saved));
    expect(model.countParams()).toBe(parameterCount(specs));
    const drops = model.layers.filter((layer) => layer.getClassName() === 'Dropout');
    expect(drops.map((layer) => layer.getConfig()['rate'])).toEqual([0.5, 0.25, 0.25, 0.75]);
    model.dispose();
    const without = await load(savedModel({ keepProb: 1 }));
    expect(without.layers.some((layer) => layer.getClassName() === 'Dropout')).toBe(false);
    without.dispose();
  });
});
