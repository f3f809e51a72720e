import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { presetConfig, type RunConfig } from '../contract/settings.ts';
import { evenly } from './data/index.ts';
import { TrainingService } from './training-service.ts';

const config: RunConfig = {
  ...presetConfig(),
  ...{ layerSizes: [5], embeddingSize: 6, epochs: 1, batchSize: 256, backend: 'wasm', seed: 3 },
};
const file = 'datasets/uci-sentences.reviews';
const sample = {
  id: 'uci-sentences',
  name: 'UCI sentences',
  description: '',
  file,
  bytes: 0,
  rows: 0,
} as const;

it('takes some items evenly, and all where there are no more', () => {
  expect(evenly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 2)).toEqual([2, 7]);
  expect(evenly([0, 1, 2], 3)).toEqual([0, 1, 2]);
  expect(evenly([0, 1], 9)).toEqual([0, 1]);
  expect(evenly([], 9)).toEqual([]);
});

it('measures on some validation reviews the same, whether all of them were answered before or not', async () => {
  const service = new TrainingService();
  try {
    service.data.loadSample(
      { ...sample, source: '', citation: '', licence: '' },
      await readFile(`public/${file}`),
    );
    const events = service.train(config, new AbortController().signal);
    while (!(await events.next()).done);
    const [model, dataset] = [service.models.current(), service.data.current()];
    const some = await model.isRightInValidation(dataset, { most: 40 });
    expect(some.right).toHaveLength(40);
    expect(some.all).toBeGreaterThan(200);
    const { validation } = await model.isRight(dataset);
    expect(some).toEqual({ right: evenly(validation, 40), all: validation.length });
    expect(await model.isRightInValidation(dataset, { most: 40 })).toEqual(some);
    expect(new Set(some.right).size).toBe(2);
  } finally {
    service.backend.close();
  }
}, 60_000);
