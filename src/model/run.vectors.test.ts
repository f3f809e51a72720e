import { afterEach, describe, expect, it } from 'vitest';
import { presetConfig, type RunConfig } from '../contract/settings.ts';
import { saying } from '../contract/messages/testing/saying.ts';
import { importZip } from './export/index.ts';
import { TrainingService } from './training-service.ts';
import type { TrainingState } from './training/state.ts';
import { fileOf, formats, vectorsOf } from './vectors/testing/files.ts';

const config: RunConfig = {
  ...presetConfig(),
  layerSizes: [5],
  embeddingSize: 64,
  embeddingStart: 'file',
  epochs: 2,
  batchSize: 16,
  l2: 0.01,
  backend: 'wasm',
};
const plain = ['the', 'film', 'food', 'was', 'room', 'very', 'phone', 'and', 'it', 'a'];
/** Half of the words of the texts, and two that no text has. */
const vectors = vectorsOf([
  ['the', 0.1, 0.2, 0.3],
  ['good', 1, 0.5, -0.25],
  ['bad', -1, 0.3, 0.2],
  ['wonderful', 0.9, 0.6, -0.2],
  ['dreadful', -0.9, 0.2, 0.1],
  ['film', 0.3, -0.1, 0],
]);

/** A CSV of reviews. */
function reviews(): string {
  const rows = Array.from({ length: 160 }, (_, i) => {
    const words = Array.from(
      { length: 6 },
      (__, k) => plain[(i * 7 + k * 3 + Math.floor(i / 10)) % plain.length],
    );
    return `${words.join(' ')} ${i % 2 ? 'good' : 'bad'} no${i},${i % 2 ? 'positive' : 'negative'}`;
  });
  return ['text,label', ...rows].join('\n');
}

let service: TrainingService;
afterEach(() => service.backend.close());

async function open(): Promise<void> {
  service = new TrainingService();
  await service.data.openFiles([{ path: 'reviews.csv', blob: new Blob([reviews()]) }]);
  await service.data.chooseColumns({
    text: 'text',
    label: 'label',
    classes: { negative: 0, positive: 1 },
    classNames: ['negative', 'positive'],
  });
}

/** @param states of the run so far. @returns whether the run ends there, as a crash ends it */
type Until = (states: TrainingState[]) => boolean;

async function train(
  values: Partial<RunConfig> = {},
  from: TrainingState | null = null,
  until: Until = () => false,
) {
  const states: TrainingState[] = [];
  const events = service.train({ ...(from?.config ?? config), ...values }, new AbortController().signal, {
    secondsPerState: 0,
    from,
  });
  for (;;) {
    const next = await events.next();
    if (next.done) break;
    if (next.value.type === 'state') states.push(next.value.state);
    if (until(states)) {
      await events.return(undefined as never);
      break;
    }
  }
  return states;
}

const saved = () => service.models.current().saved;

/** The embedding's numbers of a word. */
function vectorOf(word: string): number[] {
  const { vocabulary, parameters } = saved();
  const id = vocabulary.indexOf(word);
  return id < 0 ? [] : [...(parameters.get('embedding') ?? [])].slice(3 * id, 3 * id + 3);
}

function given(word: string): number[] {
  const row = vectors.words.indexOf(word);
  return [...vectors.values.subarray(3 * row, 3 * row + 3)];
}

describe('a run that starts from a file of vectors', () => {
  it('knows words that only the vectors have, and answers for them from its bundle alone', async () => {
    await open();
    await service.vectors.openFile(fileOf(formats['word2vec binary'](vectors)));
    await train();
    expect(saved().config.embeddingSize).toBe(3);
    expect(vectorOf('wonderful')).toEqual(given('wonderful'));
    expect(vectorOf('dreadful')).toEqual(given('dreadful'));
    expect(vectorOf('good')).not.toEqual(given('good'));
    const prediction = await service.answers.predict('A wonderful film');
    expect(prediction.tokens.map(({ known }) => known)).toEqual([true, true, true]);
    const zip = await service.models.zip(['tfjs', 'safetensors']);
    expect(importZip(zip.bytes).vocabulary).toContain('dreadful');
    const other = new TrainingService();
    other.models.import([{ name: 'model.zip', bytes: zip.bytes }]);
    expect((await other.answers.predict('A wonderful film')).probabilities).toEqual(prediction.probabilities);
    other.backend.close();
  });

  it('leaves the embedding as it is, bit for bit, where its rate is 0', async () => {
    await open();
    await service.vectors.openFile(fileOf(formats.GloVe(vectors)));
    const [first, ...states] = await train({ embeddingRate: 0 });
    expect(states.length).toBeGreaterThan(0);
    for (const state of states) {
      expect(state.parameters.get('embedding')).toEqual(first.parameters.get('embedding'));
      expect(state.parameters.get('dense/kernel')).not.toEqual(first.parameters.get('dense/kernel'));
    }
    for (const word of vectors.words) expect(vectorOf(word), word).toEqual(given(word));
  });

  it('moves the embedding less with a lower rate', async () => {
    const moved = async (embeddingRate: number) => {
      await open();
      await service.vectors.openFile(fileOf(formats.GloVe(vectors)));
      await train({ embeddingRate });
      const distance = Math.hypot(...vectorOf('good').map((value, i) => value - given('good')[i]));
      service.backend.close();
      return distance;
    };
    const [full, tenth] = [await moved(1), await moved(0.1)];
    expect(tenth).toBeGreaterThan(0);
    expect(tenth).toBeLessThan(full / 3);
  });

  it('resumes with the same bits, without the file', async () => {
    await open();
    await service.vectors.openFile(fileOf(formats.GloVe(vectors)));
    await train();
    const whole = saved();
    const states = await train({}, null, (some) => some.length === 1);
    service.backend.close();
    await open();
    await train({}, states[0]);
    expect(saved().vocabulary).toEqual(whole.vocabulary);
    expect([...saved().parameters]).toEqual([...whole.parameters]);
  });

  it('says what the file covers, and when it is not loaded', async () => {
    await open();
    await expect(train()).rejects.toEqual(saying(/file of vectors .* is not loaded/));
    await expect(service.measuring.coverage({ ...config, embeddingStart: 'english' })).rejects.toEqual(
      saying(/npm run vectors/),
    );
    expect(await service.measuring.coverage({ ...config, embeddingStart: 'random' })).toBeNull();
    await service.vectors.openFile(fileOf(formats.GloVe(vectors)));
    const coverage = await service.measuring.coverage(config);
    expect(coverage).toMatchObject({ wordsCovered: 4, furtherWords: 2 });
    expect(coverage?.missing.slice(0, plain.length - 2).toSorted()).toEqual(
      plain.filter((word) => !vectors.words.includes(word)).toSorted(),
    );
  });

  it('continues the training of its network without the file', async () => {
    await open();
    await service.vectors.openFile(fileOf(formats.GloVe(vectors)));
    await train();
    const words = saved().vocabulary;
    const { bytes } = await service.models.zip();
    service.backend.close();
    await open();
    service.models.import([{ name: 'model.zip', bytes }]);
    const events = service.train(saved().config, new AbortController().signal, { fromModel: true });
    for (let next = await events.next(); !next.done; next = await events.next());
    expect(saved().vocabulary).toEqual(words);
  });
});
