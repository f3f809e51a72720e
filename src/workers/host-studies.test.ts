import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import type { MeasuredRun, Response } from './protocol.ts';
import { loadSample, open, small, source } from './host-testing.ts';

const measure = (config = small) => ({ name: 'measure', request: { config } });

it('measures a run of a study, and leaves the loaded network and the saved runs as they are', async () => {
  const { ask, trainEvents } = open();
  await ask(loadSample);
  await ask({ name: 'train', request: { config: small, source } });
  const predict = { name: 'predict', request: { text: 'A lovely place.' } };
  const before = await ask(predict);
  const heard = trainEvents().length;

  const answer = await ask(measure({ ...small, seed: 9 }));
  expect(answer).toMatchObject({ type: 'answer', response: { testRows: 298, epochs: 2 } });
  const epochs = trainEvents()
    .slice(heard)
    .filter((event) => event.type === 'epoch');
  if (answer.type !== 'answer') throw new Error('not measured');
  const { validation } = answer.response as MeasuredRun;
  expect(epochs.map((event) => event.type === 'epoch' && event.validationAccuracy)).toContain(validation);

  expect({ ...(await ask(predict)), id: 0 }).toEqual({ ...before, id: 0 });
  expect(await ask({ name: 'list-runs', request: {} })).toMatchObject({ response: { runs: { length: 1 } } });
  // The same settings give the same figures, also without a network that was loaded before.
  const other = open();
  await other.ask(loadSample);
  expect(await other.ask(measure({ ...small, seed: 9 }))).toMatchObject({ response: { validation } });
  expect(await other.ask({ name: 'test', request: {} })).toMatchObject({ type: 'failure' });
});

it('stops a run of a study, which then has no figures', async () => {
  const { ask, trainEvents } = open();
  await ask(loadSample);
  const measured = ask(measure({ ...small, epochs: 400 }));
  while (!trainEvents().some(({ type }) => type === 'epoch'))
    await new Promise((done) => setTimeout(done, 5));
  await ask({ name: 'stop', request: {} });
  expect(await measured).toMatchObject({ type: 'failure', code: 'bad-input' });
});

it('takes no more threads than it is told, for the same figures, and says how many steps that is', async () => {
  const { ask, trainEvents } = open();
  await ask(loadSample);
  const adapters = () =>
    trainEvents().flatMap((event) => (event.type === 'backend' ? [event.report.adapter] : []));
  const one = await ask({ name: 'measure', request: { config: small, threads: 1 } });
  expect(adapters().at(-1)).toMatch(/, one thread$/);
  const all = await ask(measure());
  if (availableParallelism() > 1) expect(adapters().at(-1)).toMatch(/, \d+ threads$/);
  if (one.type !== 'answer' || all.type !== 'answer') throw new Error('not measured');
  const figures = { ...(all.response as MeasuredRun), seconds: 0, wall: 0 };
  expect({ ...(one.response as MeasuredRun), seconds: 0, wall: 0 }).toEqual(figures);
  const rate = await ask({ name: 'step-rate', request: { config: small, threads: 1, seconds: 0.1 } });
  if (rate.type !== 'answer') throw new Error('not measured');
  expect((rate.response as Response<'step-rate'>).stepsPerSecond).toBeGreaterThan(1);
});
