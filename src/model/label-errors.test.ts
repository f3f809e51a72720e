import { afterEach, describe, expect, it } from 'vitest';
import { presetConfig, type RunConfig } from '../contract/settings.ts';
import { told } from '../contract/messages/testing/told.ts';
import { writeSample } from './data/sample.ts';
import type { Dataset } from './data/index.ts';
import { namedClassesDataset } from './testing/named-classes.ts';
import { TrainingService } from './training-service.ts';

let service: TrainingService;
afterEach(() => service.backend.close());

const sample = {
  ...{ id: 'made-up', name: 'made up', description: '', file: '', bytes: 0, rows: 0 },
  ...{ source: '', citation: '', licence: '' },
};
const config: RunConfig = {
  ...presetConfig('recommended'),
  ...{ layerSizes: [16], embeddingSize: 16, epochs: 4, backend: 'wasm' },
};
const all = { start: 0, count: 1_000 };

/** “joy”, “anger” and “fear”; a twentieth of the labels are wrong. */
function load(seed = 3): Dataset {
  const dataset = namedClassesDataset(3, 1_500, seed);
  const classes = dataset.classes.map((id, row) => (row % 20 === 7 ? (id + 1) % 3 : id));
  service.data.loadSample(sample, writeSample({ ...dataset, classes }));
  return service.data.current();
}

async function train(): Promise<void> {
  const events = service.train(config, new AbortController().signal);
  for (let next = await events.next(); !next.done; next = await events.next());
}

describe('likely label errors of the loaded data', () => {
  it('are found by the baseline alone, and by the network too where it has not learned', async () => {
    service = new TrainingService();
    const { texts } = load();
    const alone = await service.labelErrors.find(config);
    expect(alone.byNetwork).toBe(0);
    expect(alone.total).toBeGreaterThan(70);
    const before = service.labelErrors.page(config, all).rows;
    await train();
    const { excluded, rows } = await service.evaluation.test();
    const found = await service.labelErrors.find(config);
    expect(found.byNetwork).toBe(rows + (excluded?.validated ?? 0));
    expect(found.byNetwork).toBeLessThan(texts.length / 4);
    const after = service.labelErrors.page(config, all).rows;
    const probabilityOf = new Map(before.map(({ row, probability }) => [row, probability]));
    const others = after.filter(
      ({ row, probability }) => (probabilityOf.get(row) ?? probability) !== probability,
    );
    // Those that the network was trained on have the baseline's probability still.
    expect(others.length).toBeGreaterThan(5);
    expect(others.every(({ part }) => part !== 'train')).toBe(true);
    // By the words of another class nearly all of them are wrong, as they were made.
    const right = after.slice(0, 50).filter(({ text, suggested }) => {
      const own = ['joy', 'anger', 'fear'][suggested];
      return text.includes(own);
    });
    expect(right.length).toBeGreaterThan(45);
  });

  it('are the same when the network has the classes in another order', async () => {
    service = new TrainingService();
    load();
    await train();
    const found = await service.labelErrors.find(config);
    const rows = service.labelErrors.page(config, all).rows.map(({ row }) => row);
    const { classNames, classes, ...dataset } = service.data.current();
    const turned = [2, 0, 1];
    const reordered = {
      ...dataset,
      classes: classes.map((id) => turned.indexOf(id)),
      classNames: turned.map((id) => classNames[id]),
    };
    service.data.loadSample(sample, writeSample(reordered));
    const again = await service.labelErrors.find(config);
    expect(again.byNetwork).toBe(found.byNetwork);
    const rowsAgain = new Set(service.labelErrors.page(config, all).rows.map(({ row }) => row));
    expect(rows.filter((row) => rowsAgain.has(row)).length).toBeGreaterThan(0.9 * rows.length);
  });

  it('stay when one is corrected, and go with their data', async () => {
    service = new TrainingService();
    load();
    expect(() => service.labelErrors.page(config, all)).toThrow(told({ code: 'label-errors-gone' }));
    const { total } = await service.labelErrors.find(config);
    const [first] = service.labelErrors.page(config, all).rows;
    await service.data.correct([first.row], first.suggested);
    const page = service.labelErrors.page(config, { start: 0, count: 2 });
    expect(page).toMatchObject({ total, start: 0 });
    expect(page.rows[0]).toMatchObject({
      row: first.row,
      given: first.given,
      class: first.suggested,
      correction: first.suggested,
    });
    load(4);
    expect(() => service.labelErrors.page(config, all)).toThrow(told({ code: 'label-errors-gone' }));
  });
});
