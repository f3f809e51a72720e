/** Commands on the loaded network and on what computes it. */
import type { TestReport } from '../../contract/results.ts';
import { csvAnswers, plainName, type InTurn } from '../../model/index.ts';
import { checked, type Handlers, type Services } from './handler.ts';

/** A run's own test is on its own data; what it does on other data is no property of it. */
async function saveTest({ training, runs, loadedRun: { id } }: Services, report: TestReport): Promise<void> {
  if (id && training.evaluation.isModelOfDataset()) await runs.setTest(id, report).catch(() => undefined);
}

function classifier({ training, post }: Services, inTurn: InTurn): Handlers['classify-files'] {
  return async ({ files, choice, encoding }, { id, ...job }) => {
    const sources = files.map(({ path, file }) => ({ path, blob: file }));
    // A browser puts large blobs on the disk.
    const parts: Blob[] = [];
    const summary = await training.answers.classify(sources, choice, {
      ...job,
      encoding,
      format: csvAnswers,
      write: (piece) => void parts.push(new Blob([piece])),
      onColumns: (columns) => post({ type: 'columns', id, columns }),
      onFile: (file) => post({ type: 'reading', id, file }),
      inTurn,
    });
    const fileName = `${plainName(summary.fileName)}-answers.csv`;
    return { summary, fileName, file: new Blob(parts, { type: 'text/csv' }) };
  };
}

export function modelHandlers(services: Services) {
  const { training, runs, loadedRun, lanes } = services;
  const inTurn: InTurn = (step) => lanes.step(step);
  return {
    'exclude-backends': ({ backends }) => {
      training.backend.exclude(new Map(backends.map(({ name, why }) => [name, why])));
      return null;
    },
    'probe-backends': ({ config }) => training.measuring.probe(checked(config)),
    profile: ({ config }) => training.measuring.profile(checked(config)),
    test: async () => {
      const report = await training.evaluation.test();
      await saveTest(services, report);
      return report;
    },
    'tested-reviews': ({ query, start, count }) => training.evaluation.testedReviews(query, { start, count }),
    'group-errors': ({ by }, job) => training.evaluation.groupErrors(by, job),
    'find-label-errors': ({ config }, job) => training.labelErrors.find(checked(config), job),
    'label-errors': ({ config, ...range }) => training.labelErrors.page(checked(config), range),
    decisions: ({ shown }) => training.evaluation.decisions(shown),
    weigh: ({ asked }) => training.evaluation.weigh(asked),
    decide: async ({ decision }) => {
      const report = await training.evaluation.decide(decision);
      const { id } = loadedRun;
      if (id) {
        const { bytes } = await training.models.zip();
        await runs.setModel(id, bytes).catch(() => undefined);
      }
      if (report) await saveTest(services, report);
      return { summary: training.models.current().summary(), report };
    },
    predict: ({ text }, { signal }) => training.answers.predict(text, signal),
    explain: ({ text }, job) => training.insight.explain(text, 'integrated-gradients', job),
    trace: ({ text, change }, job) => training.insight.trace(text, change, job),
    attribute: ({ text, method, change }, job) => training.insight.attribute(text, method, change, job),
    phrases: ({ text, change }, job) => training.insight.phrases(text, change, job),
    gradients: ({ text, change, ...of }) => training.insight.gradients(text, of, change),
    'measure-changes': ({ changes }, job) => training.insight.measure(changes, { ...job, inTurn }),
    'measure-faithfulness': ({ reviews }, job) => training.insight.faithfulness(reviews, { ...job, inTurn }),
    'classify-files': classifier(services, inTurn),
    'export-model': ({ parts }) => training.models.zip(parts),
    'import-model': ({ files }) => {
      const loaded = training.models.import(files);
      loadedRun.id = null;
      return loaded;
    },
  } satisfies Partial<Handlers>;
}
