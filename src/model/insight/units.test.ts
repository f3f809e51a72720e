import { InputError } from '../errors.ts';
import { describe, expect, it } from 'vitest';
import { textColumn } from '../data/index.ts';
import { networks, savedModel } from '../export/testing/saved.ts';
import { readText } from './explain.ts';
import { countingModel, stepOfCount, subjectFor } from './testing/counting.ts';
import { indexUnits, strongestPlaces, viewOf } from './units.ts';
import { sameUnits } from './units-selection.ts';
import { shownPlaces } from './units-shown.ts';

/** Every third praises, and the tenth of these most. */
const texts = Array.from({ length: 90 }, (_, i) => {
  if (i === 27) return 'the film the good good good';
  return i % 3 === 0 ? 'the film good the' : i % 3 === 1 ? 'the film bad the' : 'the film the film';
});
const classes = Uint8Array.from(texts, (text) => Number(text.includes('good')));
const dataset = { texts: textColumn(texts), classes, classNames: ['negative', 'positive'] };
const counting = { layer: 'lstm_0', direction: 'forward', unit: 1 } as const;

describe('the places of the unit that counts good minus bad', async () => {
  const subject = subjectFor(countingModel());
  const index = await indexUnits(subject, dataset);
  const shown = (part: string, end: 'highest' | 'lowest') =>
    shownPlaces(subject, dataset, index, strongestPlaces(index, { ...counting, part, end }));

  it('are the good words by its candidate, in reviews of one class, once in each', () => {
    const { places, looked, reviews } = shown('candidate', 'highest');
    expect(places).toHaveLength(20);
    expect(new Set(places.map(({ row }) => row)).size).toBe(20);
    for (const place of places) {
      expect(place.around.slice(place.start, place.end)).toEqual(['good']);
      expect(place.class).toBe(1);
      expect(place.value).toBeCloseTo(stepOfCount, 7);
    }
    expect(looked).toEqual([60, 30]);
    expect(reviews).toBe(90);
  });

  it('are the bad words at the other end', () => {
    for (const { around, start, end, value } of shown('candidate', 'lowest').places) {
      expect(around.slice(start, end)).toEqual(['bad']);
      expect(value).toBeCloseTo(-stepOfCount, 7);
    }
  });

  it('are where the count is highest by its cell state, with the whole text to open', () => {
    const [first, second] = shown('cellState', 'highest').places;
    expect(first).toMatchObject({ row: 27, text: texts[27], word: 5 });
    expect(first.around.slice(first.start, first.end)).toEqual(['good']);
    expect(first.value).toBeCloseTo(3 * stepOfCount, 6);
    expect(second.value).toBeCloseTo(stepOfCount, 6);
  });

  it('are no gate or unit that it does not have', () => {
    const query = { ...counting, part: 'update', end: 'highest' } as const;
    expect(() => strongestPlaces(index, query)).toThrow(InputError);
    expect(() => strongestPlaces(index, { ...query, part: 'forget', unit: 2 })).toThrow(InputError);
    expect(() => viewOf(index, { layer: 'lstm_0', direction: 'backward' })).toThrow(InputError);
  });

  it('are found by words over which it is on', async () => {
    const text = 'film the bad bad good';
    const { ids, trace } = readText(subject, text);
    const [{ hidden }] = trace.layers[0].directions;
    const view = viewOf(index, counting);
    const found = await sameUnits(index, view, { hidden, ids, words: [2, 3] });
    expect(found.units).toEqual([{ unit: 1, end: 'lowest' }]);
    expect(found.isOff).toBe('before');
    const { places } = shownPlaces(subject, dataset, index, found.places);
    expect(places).toHaveLength(20);
    for (const { around, start, end } of places) expect(around.slice(start, end)).toEqual(['bad', 'the']);
    const alone = await sameUnits(index, view, { hidden, ids, words: [2, 3, 4] });
    expect(alone.isOff).toBe('elsewhere');
    const none = await sameUnits(index, view, { hidden, ids, words: [0, 1] });
    expect(none).toEqual({ units: [], isOff: null, places: [] });
  });

  it('are none in the text itself', async () => {
    const { ids, trace } = readText(subject, texts[27]);
    const [{ hidden }] = trace.layers[0].directions;
    const { places } = await sameUnits(index, viewOf(index, counting), { hidden, ids, words: [3, 4, 5] });
    expect(places.length).toBeGreaterThan(0);
    expect(places.map(({ review }) => review)).not.toContain(27);
  });
});

describe.each(networks)('the places of each unit: %s', (_, values, classNames, decision) => {
  it('are the highest and the lowest of every gate and state of a trace', async () => {
    const saved = savedModel(values, 3, classNames, decision);
    const subject = subjectFor(saved);
    const words = saved.vocabulary.slice(2);
    const some = Array.from({ length: 25 }, (_text, i) =>
      Array.from({ length: 5 }, (_word, t) => words[(3 * i + 7 * t * t) % words.length]).join(' '),
    );
    const index = await indexUnits(subject, { texts: textColumn(some) });
    for (const { layer, direction } of index.views) {
      const traced = some.map((text) => {
        const found = readText(subject, text).trace.layers.find((one) => one.layer.name === layer.name);
        return found?.directions.find((one) => one.direction === direction)?.hidden ?? new Float64Array(0);
      });
      for (let unit = 0; unit < layer.units; unit++) {
        const own = traced.map((hidden) => hidden.filter((_value, i) => i % layer.units === unit));
        const query = { layer: layer.name, direction, unit, part: 'hiddenState' };
        const [highest] = strongestPlaces(index, { ...query, end: 'highest' });
        const [lowest] = strongestPlaces(index, { ...query, end: 'lowest' });
        expect(highest.value).toBe(Math.max(...own.map((states) => Math.max(...states))));
        expect(own[highest.review][highest.word]).toBe(highest.value);
        expect(lowest.value).toBe(Math.min(...own.map((states) => Math.min(...states))));
      }
    }
  });
});

it('looks at some of many reviews, evenly, and can be cancelled', async () => {
  const many = textColumn(Array.from({ length: 7_000 }, (_, i) => (i % 2 ? 'good' : 'bad the')));
  const subject = subjectFor(countingModel());
  const { reviews } = await indexUnits(subject, { texts: many });
  expect(reviews.all).toBe(7_000);
  expect(reviews.rows).toHaveLength(3_000);
  expect(reviews.rows[0]).toBe(1);
  expect(reviews.rows[2_999]).toBe(6_998);
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await expect(indexUnits(subject, { texts: many }, { signal: stop.signal })).rejects.toThrow('stopped');
});
