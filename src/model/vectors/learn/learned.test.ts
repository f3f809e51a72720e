import { afterEach, describe, expect, it } from 'vitest';
import { presetConfig, type RunConfig } from '../../../contract/settings.ts';
import type { TrainEvent } from '../../training/state.ts';
import { sourceOf } from '../../data/testing/archives.ts';
import { writeSample } from '../../data/sample.ts';
import { partNames } from '../../../contract/parts.ts';
import { datasetOf, Random, textColumn } from '../../data/index.ts';
import { tinyDataset } from '../../testing/tiny-data.ts';
import { TrainingService } from '../../training-service.ts';
import { epochsFor, LearnedVectors } from './learned.ts';

const config: RunConfig = {
  ...presetConfig(),
  ...{ tokenization: 'words', embeddingStart: 'learned', embeddingSize: 8, layerSizes: [4] },
  ...{ epochs: 2, batchSize: 64, backend: 'wasm', earlyStopping: 0 },
};

const request = { words: [] };

describe('the texts that vectors are learned from', () => {
  /** Each text has a word that tells its part, and one of the row's own. */
  function dataset(rows = 60) {
    const random = new Random(3);
    const provided = Array.from({ length: rows }, (_, row) => partNames[row % 3]);
    const texts = provided.map((part, row) => `in ${part} ${part} own${row} own${row} by ${random.below(9)}`);
    const classes = Uint8Array.from(texts, (_, row) => (row >> 1) % 2);
    const made = datasetOf({ name: 'parts', texts: textColumn(texts), classes, classNames: ['a', 'b'] });
    return { texts, provided, dataset: { ...made, provided } };
  }

  it('are those of the training part alone', async () => {
    const { dataset: data } = dataset();
    const { words } = await new LearnedVectors('', { dataset: data, config, unlabelled: null }).vectors(
      request,
      {},
    );
    expect(words).toContain('train');
    expect(words).not.toContain('validation');
    expect(words).not.toContain('test');
    expect(words.filter((word) => word.startsWith('own'))).toHaveLength(20);
  });

  it('are joined by unlabelled ones, without those that are validated or tested on', async () => {
    const { texts, dataset: data } = dataset();
    // Copies need not be alike to the letter.
    const copies = texts.map((text) => `${text.toUpperCase()} !`);
    const unlabelled = textColumn([...copies, 'more more words words']);
    const { words } = await new LearnedVectors('', { dataset: data, config, unlabelled }).vectors(
      request,
      {},
    );
    expect(words).toEqual(expect.arrayContaining(['train', 'more', 'words']));
    expect(words.filter((word) => word === 'validation' || word === 'test')).toEqual([]);
    expect(words.filter((word) => word.startsWith('own'))).toHaveLength(20);
  });

  it('are read more often where they are few', () => {
    expect([0, 1e4, 1e6, 5e6, 1e9].map(epochsFor)).toEqual([50, 50, 30, 6, 5]);
  });
});

describe('a run that starts from learned vectors', () => {
  const sample = { id: 'uci-sentences', name: 'tiny', description: '', file: '', bytes: 0, rows: 0 } as const;
  const about = { source: '', citation: '', licence: '' };
  let service: TrainingService;
  afterEach(() => service.backend.close());

  function open(dataset = tinyDataset(400, 5)): void {
    service = new TrainingService();
    service.data.loadSample({ ...sample, ...about }, writeSample(dataset));
  }

  /** Long texts of many words, none of them frequent: their learning takes seconds. */
  function longTexts() {
    const random = new Random(8);
    const texts = Array.from({ length: 1_000 }, () =>
      Array.from({ length: 300 }, () => `w${random.below(2_000)}`).join(' '),
    );
    const classes = Uint8Array.from(texts, (_, row) => row % 2);
    return datasetOf({ name: 'long', texts: textColumn(texts), classes, classNames: ['a', 'b'] });
  }

  async function run(
    asked: Partial<RunConfig> = {},
    options: Parameters<TrainingService['train']>[2] & { onEvent?: (event: TrainEvent) => void } = {},
    signal = new AbortController().signal,
  ) {
    const { onEvent, ...rest } = options;
    const events: TrainEvent[] = [];
    for await (const event of service.train({ ...config, ...asked }, signal, rest)) {
      events.push(event);
      onEvent?.(event);
    }
    const phases = events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []));
    return { events, phases, saved: service.models.current().saved };
  }

  it('has them, bit for bit, where training leaves them alone', async () => {
    open();
    const { saved } = await run({ embeddingRate: 0 });
    const dataset = service.data.current();
    const { words, size, values } = await service.learned.forRun(dataset, config).vectors(request, {});
    const table = saved.parameters.get('embedding');
    expect(words.length).toBeGreaterThan(15);
    for (const [row, word] of words.entries()) {
      const id = saved.vocabulary.indexOf(word);
      expect(table?.slice(id * size, (id + 1) * size)).toEqual(values.slice(row * size, (row + 1) * size));
    }
  });

  it('learns once for the same texts and settings, whatever the seed is', async () => {
    open();
    const learns = async (asked: Partial<RunConfig>) =>
      (await run(asked)).phases.includes('learning-vectors');
    expect(await learns({})).toBe(true);
    expect(await learns({ seed: 9 })).toBe(false);
    expect(await learns({ embeddingSize: 12 })).toBe(true);
    expect(await learns({ splitSeed: 4 })).toBe(true);
    expect(await learns({})).toBe(false);
    service.data.loadSample({ ...sample, ...about }, writeSample(tinyDataset(500, 6)));
    expect(await learns({})).toBe(true);
  });

  it('resumes without learning again, to the same bits', async () => {
    open();
    const whole = await run({}, { secondsPerState: 0 });
    const states = whole.events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
    open();
    const resumed = await run({}, { from: states[1] });
    expect(resumed.phases).not.toContain('learning-vectors');
    expect(resumed.saved.parameters).toEqual(whole.saved.parameters);
  });

  it('knows words that only unlabelled texts have, once their file is opened', async () => {
    open();
    expect((await run()).saved.vocabulary).not.toContain('zebra');
    const rows = Array.from({ length: 30 }, (_, row) => `${row},a very lovely zebra was in the room ${row}`);
    const file = sourceOf('more.csv', `id,review\n${rows.join('\n')}`);
    const summary = await service.unlabelled.open([file]);
    expect(summary).toMatchObject({ names: ['more.csv'], texts: 30 });
    const { phases, saved, events } = await run({}, { secondsPerState: 0 });
    const [state] = events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
    expect(state.unlabelled).toEqual(summary);
    expect(phases).toContain('learning-vectors');
    expect(saved.vocabulary).toContain('zebra');
    expect(await service.unlabelled.open([])).toBeNull();
    // Its words and their vectors are in its state.
    expect((await run({}, { from: state })).saved.vocabulary).toContain('zebra');
    expect((await run()).saved.vocabulary).not.toContain('zebra');
  });

  it('tells how far learning is, and ends when it is stopped meanwhile', async () => {
    open(longTexts());
    const stop = new AbortController();
    const told: TrainEvent[] = [];
    const onEvent = (event: TrainEvent) => {
      told.push(event);
      if (event.type === 'phase' && event.progress) stop.abort();
    };
    await expect(run({ embeddingSize: 128 }, { onEvent }, stop.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(told.at(-1)).toMatchObject({
      phase: 'learning-vectors',
      progress: { share: expect.any(Number) as number, secondsLeft: expect.any(Number) as number },
    });
  });
});
