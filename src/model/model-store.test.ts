/** The golden answers of a network that is too large to compute them in plain JavaScript: a backend gives them. */
import { expect, it } from 'vitest';
import { goldenInputs, goldenWork, mostGoldenWork } from './export/index.ts';
import { savedModel, threeClasses } from './export/testing/saved.ts';
import { ModelStore } from './model-store.ts';

/** Numbers of their own for each text and class, as `LoadedModel.probabilities` lays them out. */
function numbers(texts: number, classes: number): Float32Array {
  return Float32Array.from({ length: texts * classes }, (_, i) => i / 1024);
}

interface Case {
  probability?: number;
  probabilities?: number[];
}

async function goldenCases(classNames?: readonly string[]): Promise<Case[]> {
  const saved = savedModel({ embeddingSize: 100, layerSizes: [512, 256] }, 1, classNames);
  expect(goldenWork(saved)).toBeGreaterThan(mostGoldenWork);
  const store = new ModelStore((_model, texts) => {
    expect(texts).toEqual(goldenInputs(saved).map(({ ids }) => ids));
    return Promise.resolve(numbers(texts.length, saved.classNames.length));
  });
  store.take(saved, null);
  const { 'golden.json': bytes } = await store.files(['safetensors']);
  return (JSON.parse(new TextDecoder().decode(bytes)) as { cases: Case[] }).cases;
}

it('are those of class 1 for two classes', async () => {
  const cases = await goldenCases();
  const all = numbers(cases.length, 2);
  expect(cases.map(({ probability }) => probability)).toEqual([...all].filter((_, i) => i % 2 === 1));
});

it('are those of all classes for three', async () => {
  const cases = await goldenCases(threeClasses);
  expect(cases.flatMap(({ probabilities }) => probabilities)).toEqual([...numbers(cases.length, 3)]);
});
