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

it('traces and measures a changed network, and answers as before', async () => {
  const change = { gates: { input: 'shut' }, unit: null };
  const [before, traced, measured, after] = [
    await worker.ask({ name: 'predict', request: { text } }),
    await worker.ask({ name: 'trace', request: { text, change } }),
    await worker.ask({ name: 'measure-change', request: { change } }),
    await worker.ask({ name: 'predict', request: { text } }),
  ];
  for (const { type } of [before, traced, measured, after]) expect(type).toBe('answer');
  if (traced.type !== 'answer' || measured.type !== 'answer') return;
  const { running } = traced.response as Response<'trace'>;
  // Nothing is written: each word leaves the answer as it is.
  for (const own of running) expect(own).toEqual(running[0]);
  const { rows, before: trained, after: changed } = measured.response as Response<'measure-change'>;
  expect(rows).toBeGreaterThan(200);
  expect(changed).toBeLessThan(trained);
  expect({ ...after, id: 0 }).toEqual({ ...before, id: 0 });
});
