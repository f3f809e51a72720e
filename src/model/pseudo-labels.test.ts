import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saying } from '../contract/messages/testing/saying.ts';
import { presetConfig, type RunConfig } from '../contract/settings.ts';
import { datasetOf, textColumn } from './data/index.ts';
import { runParts } from './data/run-parts.ts';
import { hasKey } from './data/seen-texts.ts';
import { sourceOf } from './data/testing/archives.ts';
import { writeSample } from './data/sample.ts';
import { withPseudoLabels } from './pseudo-labels.ts';
import { tinyDataset } from './testing/tiny-data.ts';
import { TrainingService } from './training-service.ts';
import type { TrainEvent } from './training/state.ts';

const config: RunConfig = {
  ...presetConfig(),
  ...{ tokenization: 'words', embeddingStart: 'random', embeddingSize: 8, layerSizes: [4] },
  ...{ epochs: 2, batchSize: 64, backend: 'wasm', earlyStopping: 0, pseudoLabels: true },
};
const textsOf = ({ texts }: ReturnType<typeof tinyDataset>, rows: Iterable<number>) =>
  Array.from(rows, (row) => texts.get(row));

describe('unlabelled texts with pseudo-labels', () => {
  const dataset = tinyDataset(400, 5);
  /** As many others, whose labels nobody is told. */
  const others = tinyDataset(300, 6);

  it('join the training part with the classes that the n-grams tell', async () => {
    const { parts: before } = runParts(dataset, config);
    const { dataset: whole, parts } = await withPseudoLabels(dataset, config, others.texts);
    const added = parts.parts.train.subarray(before.train.length);
    expect(parts.parts).toMatchObject({ validation: before.validation, test: before.test });
    expect(parts.parts.train.subarray(0, before.train.length)).toEqual(before.train);
    expect(whole.classes.subarray(0, 400)).toEqual(dataset.classes);
    const truth = new Map([...others.classes].map((label, row) => [others.texts.get(row), label]));
    const right = added.filter((row) => whole.classes[row] === truth.get(whole.texts.get(row))).length;
    expect(added.length).toBeGreaterThan(250);
    expect(right / added.length).toBeGreaterThan(0.9);
    for (const row of added)
      expect(
        hasKey(
          parts.seen.trained,
          others.keys[textsOf(others, others.keys.keys()).indexOf(whole.texts.get(row))],
        ),
      ).toBe(true);
  });

  it('are each there once, and none that is labelled, validated or tested on, or empty', async () => {
    const again = [
      ...textsOf(dataset, dataset.keys.keys()).map((text) => `${text.toUpperCase()} !`),
      '',
      'once only',
      'once only',
      'Once, only',
    ];
    const { dataset: whole, parts } = await withPseudoLabels(dataset, config, textColumn(again));
    const count = runParts(dataset, config).parts.train.length;
    expect(textsOf(whole as typeof dataset, parts.parts.train.subarray(count))).toEqual(['once only']);
  });

  it('have the class that their words have in the training part, of several classes too', async () => {
    const words = ['alpha', 'beta', 'gamma'];
    const texts = Array.from({ length: 300 }, (_, row) => `${words[row % 3]} number ${row}`);
    const classes = Uint8Array.from(texts, (_, row) => row % 3);
    const three = datasetOf({
      name: 'three',
      texts: textColumn(texts),
      classes,
      classNames: ['a', 'b', 'c'],
    });
    const { dataset: whole, parts } = await withPseudoLabels(
      three,
      config,
      textColumn(['so gamma', 'so alpha', 'so beta']),
    );
    expect([...parts.parts.train.slice(-3)].map((row) => whole.classes[row])).toEqual([2, 0, 1]);
  });
});

describe('a run that learns from unlabelled texts', () => {
  let service: TrainingService;
  beforeEach(() => {
    service = new TrainingService();
    const about = { source: '', citation: '', licence: '', description: '', file: '', bytes: 0, rows: 0 };
    service.data.loadSample(
      { ...about, id: 'uci-sentences', name: 'tiny' },
      writeSample(tinyDataset(400, 5)),
    );
  });
  afterEach(() => service.backend.close());

  async function run(asked: Partial<RunConfig> = {}, options: Parameters<TrainingService['train']>[2] = {}) {
    const events: TrainEvent[] = [];
    for await (const event of service.train({ ...config, ...asked }, new AbortController().signal, options))
      events.push(event);
    const steps = events.flatMap((event) => (event.type === 'steps' ? event.steps : []));
    return { events, steps, saved: service.models.current().saved };
  }
  function firstState(events: TrainEvent[]) {
    const found = events.find((event) => event.type === 'state');
    if (!found) throw new Error('No state was given.');
    return found.state;
  }
  const more = () => {
    const { texts, keys } = tinyDataset(300, 6);
    return sourceOf(
      'more.csv',
      `id,review\n${[...keys.keys()].map((row) => `${row},${texts.get(row)} zebra`).join('\n')}`,
    );
  };

  it('takes more steps, knows their words, and is tested on the same reviews', async () => {
    const without = await run({ pseudoLabels: false });
    const before = await service.evaluation.test();
    await service.unlabelled.open([more()]);
    const { events, steps, saved } = await run();
    expect(events.some((event) => event.type === 'phase' && event.phase === 'labelling')).toBe(true);
    expect(steps.length).toBeGreaterThan(1.5 * without.steps.length);
    expect(saved.vocabulary).toContain('zebra');
    expect(without.saved.vocabulary).not.toContain('zebra');
    const after = await service.evaluation.test();
    expect(after.rows).toBe(before.rows);
    // What the n-grams learn from is what has labels.
    expect(after.baselines?.bagOfWords?.accuracy).toBe(before.baselines?.bagOfWords?.accuracy);
    expect(before.baselines?.bagOfWords?.accuracy).toBeGreaterThan(0.5);
  });

  it('resumes to the same bits where they are loaded, and says that they are missing', async () => {
    await expect(run()).rejects.toThrow(saying('they are not loaded'));
    await service.unlabelled.open([more()]);
    const whole = await run({}, { secondsPerState: 0 });
    const from = firstState(whole.events);
    const resumed = await run({}, { from });
    expect(resumed.saved.parameters).toEqual(whole.saved.parameters);
    await service.unlabelled.open([]);
    await expect(run({}, { from })).rejects.toThrow(
      saying('Choose their file again first: 300 texts of more.csv.'),
    );
  });

  it('is saved with the texts that it learns from, and does not resume with others', async () => {
    await service.unlabelled.open([more()]);
    const { events } = await run({}, { secondsPerState: 0 });
    const from = firstState(events);
    expect(from.unlabelled).toMatchObject({ names: ['more.csv'], texts: 300 });
    await service.unlabelled.open([sourceOf('others.csv', 'review\nquite another text\n')]);
    await expect(run({}, { from })).rejects.toThrow(
      saying('This run learns from 300 texts of more.csv too, by pseudo-labels, and other texts'),
    );
    // The same texts are the same by whatever name.
    await service.unlabelled.open([{ ...more(), path: 'again.csv' }]);
    const resumed = await run({}, { from, secondsPerState: 0 });
    expect(firstState(resumed.events).unlabelled).toEqual(from.unlabelled);
  });

  it('is saved with none where it learns from labelled reviews alone', async () => {
    await service.unlabelled.open([more()]);
    const { events } = await run({ pseudoLabels: false });
    expect(firstState(events).unlabelled).toBeNull();
  });
});
