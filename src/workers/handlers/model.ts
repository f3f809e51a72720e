/** Commands on the loaded network and on what computes it. */
import { checked, type Handlers, type Services } from './handler.ts';

export function modelHandlers({ training, runs, loadedRun }: Services) {
  return {
    'exclude-backends': ({ backends }) => {
      training.backend.exclude(new Map(backends.map(({ name, why }) => [name, why])));
      return null;
    },
    'probe-backends': ({ config }) => training.probe(checked(config)),
    profile: ({ config }) => training.profile(checked(config)),
    test: async () => {
      const report = await training.test();
      // A run's own test is on its own data; what it does on other data is no property of it.
      const isOwn = training.isModelOfDataset();
      if (loadedRun.id && isOwn) await runs.setTest(loadedRun.id, report).catch(() => undefined);
      return report;
    },
    'tested-reviews': ({ query, start, count }) => training.testedReviews(query, { start, count }),
    predict: ({ text }, { signal }) => training.predict(text, signal),
    'export-model': ({ parts }) => training.models.zip(parts),
    'import-model': ({ files }) => {
      const loaded = training.models.import(files);
      loadedRun.id = null;
      return loaded;
    },
  } satisfies Partial<Handlers>;
}
