/**
 * `model.keras`, in Keras where it is installed. Everywhere else what Keras would do is written out in
 * `testing/run_keras.py`, over h5py, which reads the weights.
 */
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parameterSpecs } from '../network/layers.ts';
import { cellFormats } from './cells.ts';
import { goldenInputs } from './index.ts';
import { kerasModel } from './keras.ts';
import { sizesOf } from './saved-model.ts';
import type { SavedModel } from './saved-model.ts';
import { describeWithPython, folderOf, run } from './testing/python.ts';
import { differenceFromReference, networks, savedModel } from './testing/saved.ts';

const script = join(import.meta.dirname, 'testing/run_keras.py');

/** The golden texts as one batch, filled up with 0. */
function paddedIds(saved: SavedModel): number[][] {
  const texts = goldenInputs(saved).map(({ ids }) => ids);
  const time = Math.max(...texts.map((ids) => ids.length));
  return texts.map((ids) => [...ids, ...Array.from({ length: time - ids.length }, () => 0)]);
}

function expectGolden(saved: SavedModel, answers: readonly (readonly number[])[]): void {
  const texts = goldenInputs(saved);
  expect(answers).toHaveLength(texts.length);
  texts.forEach(({ ids }, i) => expect(differenceFromReference(saved, ids, answers[i])).toBeLessThan(1e-5));
}

/** Runs a program that takes lines of [file, ids] and answers each with a line of the network's outputs. */
function expectGoldenOf(python: string, program: readonly string[]): void {
  const models = networks.map(([, values, classNames, decision]) =>
    savedModel(values, 7, classNames, decision),
  );
  const folder = folderOf(Object.fromEntries(models.map((saved, i) => [`${i}.keras`, kerasModel(saved)])));
  const input = models.map((saved, i) => JSON.stringify([`${i}.keras`, paddedIds(saved)])).join('\n');
  const lines = run(python, program, folder, input).trim().split('\n');
  expect(lines).toHaveLength(models.length);
  lines.forEach((line, i) => expectGolden(models[i], JSON.parse(line) as number[][]));
}

const listDatasets = `
import h5py, json, sys
file = h5py.File(sys.argv[1], "r")
found = {}
file.visititems(lambda path, node: found.update({path: [list(node.shape), str(node.dtype), node[()].ravel().tolist()]})
                if isinstance(node, h5py.Dataset) else None)
print(json.dumps(found))
`;

describeWithPython('h5py on model.keras', ['h5py', 'numpy'], ['model.keras'], (python) => {
  it('reads weights with which the config gives the golden answers, for each network', () => {
    expectGoldenOf(python, [script]);
  });

  it('reads every parameter, to the last bit', () => {
    const saved = savedModel({ layerSizes: [7, 5, 3], bidirectional: true, pooling: 'max' });
    const folder = folderOf({ 'weights.h5': unzipSync(kerasModel(saved))['model.weights.h5'] });
    const found = JSON.parse(run(python, ['-c', listDatasets, 'weights.h5'], folder)) as Record<
      string,
      [number[], string, number[]]
    >;
    const expected = parameterSpecs(saved.config, sizesOf(saved)).map(({ name, shape }) => [
      shape,
      'float32',
      [...(saved.parameters.get(name) ?? [])],
    ]);
    for (const one of expected) expect(Object.values(found)).toContainEqual(one);
    // And the one that keeps padding out of the maximum.
    const penalty = saved.vocabulary.map((_, id) => (id === 0 ? -4 : 0));
    expect(found['layers/embedding_1/vars/0']).toEqual([[saved.vocabulary.length, 1], 'float32', penalty]);
    expect(Object.keys(found)).toHaveLength(expected.length + 1);
  });
});

const loadByKeras = `
import json, os, sys
os.environ.setdefault("KERAS_BACKEND", "numpy")
import keras, numpy
for line in sys.stdin:
    path, ids = json.loads(line)
    model = keras.saving.load_model(path)
    print(json.dumps(numpy.asarray(model.predict(numpy.array(ids, "int32"), verbose=0)).tolist()))
`;

/** Keras has no package in Debian; with `PYTHON` naming a Python that has it, this runs. */
describeWithPython('Keras on model.keras', ['keras'], ['model.keras'], (python) => {
  it('gives the golden answers, for each network', () => {
    expectGoldenOf(python, ['-c', loadByKeras]);
  });
});

describe('model.keras', () => {
  it('is made of standard layers', () => {
    const kinds = new Set<string>();
    for (const [, values] of networks) {
      const config = JSON.parse(
        new TextDecoder().decode(unzipSync(kerasModel(savedModel(values)))['config.json']),
      ) as { config: { layers: { module: string; class_name: string; registered_name: null }[] } };
      for (const { module, class_name: kind, registered_name: registered } of config.config.layers) {
        expect([module, registered]).toEqual(['keras.layers', null]);
        kinds.add(kind);
      }
    }
    const others = [
      ...['Add', 'Bidirectional', 'Concatenate', 'Dense', 'Dropout', 'Embedding', 'GlobalAveragePooling1D'],
      ...['GlobalMaxPooling1D', 'InputLayer'],
    ];
    const recurrent = Object.values(cellFormats).map(({ keras }) => keras.className);
    expect(kinds).toEqual(new Set([...others, ...recurrent]));
  });

  it('drops out what the network dropped', () => {
    const config = new TextDecoder().decode(
      unzipSync(kerasModel(savedModel({ keepProb: 0.75, embeddingKeepProb: 0.5, layerSizes: [3] })))[
        'config.json'
      ],
    );
    expect([...config.matchAll(/"rate":([\d.]+)/g)].map(([, rate]) => rate)).toEqual(['0.5', '0.25']);
  });
});
