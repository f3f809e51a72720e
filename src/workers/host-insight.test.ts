/** The look inside the loaded network, as the page asks for it. */
import { beforeAll, expect, it } from 'vitest';
import type { Response } from '../contract/commands.ts';
import { failure, loadSample, open, small, source } from './host-testing.ts';

const text = 'The food was not good, qwertz';

let worker: ReturnType<typeof open>;
beforeAll(async () => {
  worker = open();
  await worker.ask(loadSample);
  const trained = await worker.ask({ name: 'train', request: { config: { ...small, epochs: 1 }, source } });
  expect(trained).toMatchObject({ type: 'answer' });
}, 60_000);

it('says what each word adds to the answer that it gives', async () => {
  const [explained, predicted] = [
    await worker.ask({ name: 'explain', request: { text } }),
    await worker.ask({ name: 'predict', request: { text } }),
  ];
  expect([explained.type, predicted.type]).toEqual(['answer', 'answer']);
  if (explained.type !== 'answer' || predicted.type !== 'answer') return;
  const { tokens, probability, logit, baselineLogit } = explained.response as Response<'explain'>;
  const { probabilities } = predicted.response as Response<'predict'>;
  probability.forEach((own, id) => expect(own).toBeCloseTo(probabilities[id], 5));
  expect(tokens.map(({ token, known }) => [token, known])).toEqual([
    ...['the', 'food', 'was', 'not', 'good'].map((token) => [token, true]),
    ['qwertz', false],
  ]);
  const sum = tokens.reduce((total, { attribution }) => total + attribution, 0);
  expect(Math.abs(sum - (logit - baselineLogit))).toBeLessThan(
    0.01 * Math.max(0.01, Math.abs(logit - baselineLogit)),
  );
});

it('hands over every gate and state, and refuses a text without words', async () => {
  const before = worker.handedOver.length;
  const answer = await worker.ask({ name: 'trace', request: { text, change: null } });
  expect(answer.type).toBe('answer');
  if (answer.type !== 'answer') return;
  const { layers, running } = answer.response as Response<'trace'>;
  expect(running).toHaveLength(6);
  const [{ directions, units }] = layers;
  for (const { gates, cellState, hiddenState } of directions) {
    expect(Object.keys(gates)).toEqual(['input', 'forget', 'candidate', 'output']);
    for (const values of [...Object.values(gates), cellState, hiddenState])
      expect(values).toHaveLength(6 * units);
  }
  expect(worker.handedOver.length - before).toBe(6 * directions.length);
  expect(await worker.ask({ name: 'trace', request: { text: '…', change: null } })).toMatchObject(
    failure(/no word/),
  );
});

it('answers unknown words by their number alone, and says of emoji that it sees nothing', async () => {
  const answersTo = async (asked: string) => {
    const answer = await worker.ask({ name: 'trace', request: { text: asked, change: null } });
    if (answer.type !== 'answer') throw new Error('no answer');
    const { tokens, running } = answer.response as Response<'trace'>;
    expect(tokens.every(({ known }) => !known)).toBe(true);
    return running;
  };
  const [one, other, three] = [
    await answersTo('qwertz zyzzyva'),
    await answersTo('brmpf grmpf'),
    await answersTo('brmpf grmpf hmpf'),
  ];
  expect(other).toEqual(one);
  expect(three.slice(0, 2)).toEqual(one);
  expect(three[2]).not.toEqual(one[1]);
  const nothing = { name: 'predict', request: { text: '😀😀 👍🏽!' } } as const;
  expect(await worker.ask(nothing)).toMatchObject(failure(/sees nothing of this text/));
});

it('traces and measures a changed network, and answers as before', async () => {
  const change = { gates: { input: 'shut' }, unit: null };
  const [before, traced, measured, after] = [
    await worker.ask({ name: 'predict', request: { text } }),
    await worker.ask({ name: 'trace', request: { text, change } }),
    await worker.ask({ name: 'measure-changes', request: { changes: [change, { gates: {}, unit: null }] } }),
    await worker.ask({ name: 'predict', request: { text } }),
  ];
  for (const { type } of [before, traced, measured, after]) expect(type).toBe('answer');
  if (traced.type !== 'answer' || measured.type !== 'answer') return;
  const { running } = traced.response as Response<'trace'>;
  // Nothing is written: each word leaves the answer as it is.
  for (const own of running) expect(own).toEqual(running[0]);
  const [shut, none] = measured.response as Response<'measure-changes'>;
  expect(shut.rows).toBeGreaterThan(200);
  expect(shut.after).toBeLessThan(shut.before);
  expect(shut.interval[1]).toBeLessThan(0);
  expect(none).toEqual({ ...none, after: shut.before, interval: [0, 0] });
  expect({ ...after, id: 0 }).toEqual({ ...before, id: 0 });
});

it('finds the strongest places of a unit, tells how far it is, and reads the data once', async () => {
  const query = { layer: 'lstm_0', direction: 'forward', unit: 2, part: 'input', end: 'highest' } as const;
  const told = () => worker.posted.filter(({ type }) => type === 'progress').length;
  const before = told();
  const first = await worker.ask({ name: 'unit-places', request: { query } });
  const between = told();
  expect(between).toBeGreaterThan(before);
  const again = await worker.ask({ name: 'unit-places', request: { query } });
  expect(told()).toBe(between);
  expect(first.type === 'answer' && first.response).toEqual(again.type === 'answer' && again.response);
  if (first.type !== 'answer') return;
  const { places, looked, reviews } = first.response as Response<'unit-places'>;
  expect(looked.reduce((sum, count) => sum + count, 0)).toBe(reviews);
  expect(places).toHaveLength(20);
  // The first place's own trace has the value there.
  const traced = await worker.ask({ name: 'trace', request: { text: places[0].text, change: null } });
  if (traced.type !== 'answer') return;
  const { layers, tokens } = traced.response as Response<'trace'>;
  const [{ directions, units }] = layers;
  expect(directions[0].gates.input[places[0].word * units + query.unit]).toBe(places[0].value);
  expect(tokens[places[0].word].token).toBe(places[0].around[places[0].start]);
});

it('finds where the units are on that are on at some words, and refuses a unit that is not there', async () => {
  const query = { layer: 'lstm_0', direction: 'forward', text: 'great', words: [0] } as const;
  const answer = await worker.ask({ name: 'same-units', request: { query } });
  expect(answer.type).toBe('answer');
  if (answer.type !== 'answer') return;
  const { units, places, isOff } = answer.response as Response<'same-units'>;
  expect(units.length).toBeGreaterThan(0);
  expect(isOff).toBe('elsewhere');
  expect(places).toHaveLength(20);
  for (const { value } of places) expect(value).toBeGreaterThanOrEqual(units.length / 2);
  const wrong = { ...query, layer: 'lstm_7' };
  const refused = await worker.ask({ name: 'same-units', request: { query: wrong } });
  expect(refused).toMatchObject({ type: 'failure', code: 'bad-input' });
});

it('attributes the changed network, and says how its logit changes with every gate', async () => {
  const request = { text, change: { gates: { forget: 'shut' }, unit: null } } as const;
  const traced = await worker.ask({ name: 'trace', request });
  const attributed = await worker.ask({ name: 'attribute', request: { ...request, method: 'occlusion' } });
  const back = await worker.ask({
    name: 'gradients',
    request: { ...request, layer: 'lstm_0', direction: 'forward' },
  });
  if (traced.type !== 'answer' || attributed.type !== 'answer' || back.type !== 'answer')
    return expect.unreachable();
  const { logit } = traced.response as Response<'trace'>;
  expect((attributed.response as Response<'attribute'>).logit).toBe(logit);
  const { above, cellState, sums } = back.response as Response<'gradients'>;
  expect(Object.keys(sums)).toEqual(['input', 'forget', 'candidate', 'output']);
  expect(above.some((value) => value !== 0)).toBe(true);
  expect(cellState).toHaveLength(above.length);
  // A gate that stands where it is put has no slope.
  expect(sums.forget.every((value) => Math.abs(value) === 0)).toBe(true);
});

it('proves its methods on reviews that it has not seen, and tells how far it is', async () => {
  const answered = await worker.ask({ name: 'measure-faithfulness', request: { reviews: 4 } });
  if (answered.type !== 'answer') return expect.unreachable();
  const { reviews, orders } = answered.response as Response<'measure-faithfulness'>;
  expect(reviews).toBeGreaterThan(1);
  expect(orders.map(({ name }) => name)).toEqual(['integrated-gradients', 'occlusion', 'lrp', 'random']);
  const told = worker.posted.flatMap((event) =>
    event.type === 'progress' && event.progress.phase === 'examining' ? [event.progress] : [],
  );
  expect(told.at(-1)).toEqual({ phase: 'examining', share: 0.75, rows: 3 });
});

it('draws the line: the text ends where its logit is', async () => {
  const answer = await worker.ask({ name: 'line', request: { text } });
  const explained = await worker.ask({ name: 'explain', request: { text } });
  if (answer.type !== 'answer' || explained.type !== 'answer') throw new Error('no answer');
  const { walk, states, reviews, shares } = answer.response as Response<'line'>;
  const { logit, tokens } = explained.response as Response<'explain'>;
  expect(walk.map(({ token }) => token)).toEqual(tokens.map(({ token }) => token));
  expect(walk.at(-1)?.x).toBeCloseTo(logit, 10);
  expect(reviews.looked).toBe(500);
  expect(states.isLast.reduce((sum, one) => sum + one, 0)).toBe(500);
  expect(shares.readout).toBeLessThanOrEqual(shares.first + 1e-9);
});

it('finds near words, and compares the network with counting on reviews that it has not seen', async () => {
  const near = await worker.ask({ name: 'near-words', request: { word: 'Great' } });
  const report = await worker.ask({ name: 'word-report', request: {} });
  if (near.type !== 'answer' || report.type !== 'answer') throw new Error('no answer');
  const { word, near: found } = near.response as Response<'near-words'>;
  expect(word).toBe('great');
  expect(found).toHaveLength(12);
  const { map, compared, reviews } = report.response as Response<'word-report'>;
  expect(map).toHaveLength(300);
  const classOf = (one: string) => map.find((each) => each.word === one)?.class;
  expect([classOf('great'), classOf('bad')]).toEqual([1, 0]);
  expect(reviews).toEqual({ looked: 298, all: 298 });
  expect(compared.every(({ count }) => count >= 3)).toBe(true);
  const sizes = compared.map(({ difference }) => Math.abs(difference));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  // The baseline learns from all reviews, and 298 are attributed: seconds on an idle machine.
}, 120_000);
