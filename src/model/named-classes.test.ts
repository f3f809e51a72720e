/** Networks of more than two classes: trained, tested, continued, and refused where classes do not fit. */
import { afterEach, describe, expect, it } from 'vitest';
import { presetConfig, type RunConfig } from '../contract/settings.ts';
import { saying } from '../contract/messages/testing/saying.ts';
import { writeSample } from './data/sample.ts';
import { namedClassesDataset } from './testing/named-classes.ts';
import type { ResumeOptions } from './run.ts';
import { TrainingService } from './training-service.ts';

let service: TrainingService;
afterEach(() => service.backend.close());

const sample = {
  ...{ id: 'made-up', name: 'made up', description: '', file: '', bytes: 0, rows: 0 },
  ...{ source: '', citation: '', licence: '' },
};
const small: RunConfig = {
  ...presetConfig('recommended'),
  ...{ layerSizes: [16], embeddingSize: 16, epochs: 4, backend: 'wasm' },
};

function load(classCount: number, rows: number, seed: number) {
  service.data.loadSample(sample, writeSample(namedClassesDataset(classCount, rows, seed)));
}

async function train(config: RunConfig, options: ResumeOptions = {}): Promise<void> {
  const events = service.train(config, new AbortController().signal, options);
  for (let next = await events.next(); !next.done; next = await events.next());
}

describe.each([3, 5])('%i classes', (classCount) => {
  it.each(['cross-entropy', 'mean-squared-error'] as const)('are learned by %s', async (loss) => {
    service = new TrainingService();
    load(classCount, 1_200, 3);
    await train({ ...small, loss, epochs: loss === 'cross-entropy' ? 4 : 8 });
    const report = await service.evaluation.test();
    const { accuracy, baselines, confusion, perClass, classNames } = report;
    expect(classNames).toHaveLength(classCount);
    expect(accuracy).toBeGreaterThan(report.majorityAccuracy + 0.3);
    expect(accuracy).toBeGreaterThan(0.9 * (baselines?.bagOfWords.accuracy ?? 1));
    expect(confusion.flat().reduce((sum, rows) => sum + rows, 0)).toBe(report.rows);
    expect(perClass.every(({ recall }) => recall !== null && recall > 0.5)).toBe(true);
    const [answer] = await service.answers.predictAll(['the food was angerful and angerish']);
    expect(answer?.classNames[answer.class]).toBe('anger');
    expect(answer?.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  });
});

describe('a network of three classes', () => {
  it('is tested on and continued with data that has some of them in another order, and no other', async () => {
    service = new TrainingService();
    load(3, 900, 3);
    await train(small);
    const whole = await service.evaluation.test();
    // Those of seed 4 are other texts: “joy” and “anger” alone.
    load(2, 400, 4);
    const some = await service.evaluation.test();
    expect(some.confusion).toHaveLength(3);
    expect(some.confusion[2]).toEqual([0, 0, 0]);
    expect(some.accuracy).toBeGreaterThan(whole.accuracy - 0.15);
    await train({ ...small, epochs: 1 }, { fromModel: true });
    expect(service.models.current().saved.classNames).toEqual(['joy', 'anger', 'fear']);
    load(5, 400, 5);
    await expect(service.evaluation.test()).rejects.toThrow(saying('and the data has “calm”'));
    await expect(train(small, { fromModel: true })).rejects.toThrow(saying('and the data has “calm”'));
  });

  it('learns a rare class better with balanced weights', async () => {
    service = new TrainingService();
    const dataset = namedClassesDataset(3, 3_000, 3);
    let seen = 0;
    const kept = Array.from(dataset.classes.keys()).filter(
      (row) => dataset.classes[row] !== 2 || seen++ % 25 === 0,
    );
    const { classes, classNames } = dataset;
    service.data.loadSample(
      sample,
      writeSample({
        ...dataset,
        texts: { length: kept.length, get: (row) => dataset.texts.get(kept[row]) },
        classes: Uint8Array.from(kept, (row) => classes[row]),
        classNames,
      }),
    );
    const recallOf = async (classWeights: RunConfig['classWeights']) => {
      await train({ ...small, adversarialNoise: 0, epochs: 2, classWeights });
      return (await service.evaluation.test()).perClass[2].recall ?? 0;
    };
    const plain = await recallOf('none');
    expect(await recallOf('balanced')).toBeGreaterThan(plain);
  });
});
