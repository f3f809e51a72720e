/** Runs of labs, and the look inside after each epoch. */
import { expect, it } from 'vitest';
import type { EpochInside, RunConfig, Shuffling, TrainEvent } from './protocol.ts';
import { loadSample, open, small, source } from './host-testing.ts';

const able: RunConfig = {
  ...small,
  ...{ layerSizes: [12], embeddingSize: 16, batchSize: 64, learningRate: 0.01, epochs: 8 },
  ...{ keepProb: 1, embeddingKeepProb: 1, earlyStopping: 0 },
};
const labRun = (config: RunConfig, shuffling: Shuffling | null) => ({
  name: 'lab-run',
  request: { config, shuffling },
});
const insides = (events: readonly TrainEvent[]) =>
  events.filter((event): event is EpochInside => event.type === 'inside');
const lastEpoch = (events: readonly TrainEvent[]) => {
  const last = events.findLast((event) => event.type === 'epoch');
  if (last?.type !== 'epoch') throw new Error('no epoch');
  return last;
};

it('learns shuffled labels by heart and nothing from them, says what it is, and leaves nothing behind', async () => {
  const { ask, trainEvents } = open();
  await ask(loadSample);
  await ask({ name: 'train', request: { config: small, source } });
  const predict = { name: 'predict', request: { text: 'A lovely place.' } };
  const before = await ask(predict);
  const saved = await ask({ name: 'list-runs', request: {} });

  const heard = trainEvents().length;
  expect(await ask(labRun(able, 'labels'))).toMatchObject({ type: 'answer', response: null });
  const noise = trainEvents().slice(heard);
  expect(noise[0]).toEqual({ type: 'warning', message: { code: 'lab-run', shuffling: 'labels' } });
  const { accuracy, validationAccuracy } = lastEpoch(noise);
  expect(accuracy).toBeGreaterThan(0.8);
  expect(Math.abs(validationAccuracy - 0.5)).toBeLessThan(0.1);

  expect({ ...(await ask(predict)), id: 0 }).toEqual({ ...before, id: 0 });
  expect({ ...(await ask({ name: 'list-runs', request: {} })), id: 0 }).toEqual({ ...saved, id: 0 });
  // What comes after it has its own labels.
  const from = trainEvents().length;
  await ask(labRun({ ...able, epochs: 3 }, null));
  expect(lastEpoch(trainEvents().slice(from)).validationAccuracy).toBeGreaterThan(0.65);
}, 120_000);

it('tells after each epoch of the flow and of the text, as long as somebody asks', async () => {
  const { ask, trainEvents } = open();
  await ask(loadSample);
  await ask(labRun(small, null));
  expect(insides(trainEvents())).toEqual([]);

  await ask({ name: 'watch-epochs', request: { flow: true, text: 'The food was not good' } });
  await ask(labRun({ ...small, pooling: 'last' }, null));
  const [first, second, ...more] = insides(trainEvents());
  expect(more).toEqual([]);
  expect([first.epoch, second.epoch]).toEqual([1, 2]);
  expect(first.flow).toMatchObject({ cell: 'lstm', reviews: 16 });
  expect(first.untrained).toMatchObject({ cell: 'simple-rnn', reviews: 16 });
  expect(second.untrained).toEqual(first.untrained);
  expect(second.flow?.norms).toHaveLength(first.untrained?.norms.length ?? 0);
  expect(second.flow?.norms).not.toEqual(first.flow?.norms);
  expect(second.reading?.tokens).toEqual(['the', 'food', 'was', 'not', 'good']);
  expect(second.reading?.running).toHaveLength(5);

  const from = trainEvents().length;
  await ask({ name: 'watch-epochs', request: { flow: true, text: '' } });
  await ask(labRun({ ...small, cell: 'simple-rnn', epochs: 1 }, null));
  const [rnn] = insides(trainEvents().slice(from));
  expect(rnn).toMatchObject({ epoch: 1, flow: { cell: 'simple-rnn' }, untrained: null, reading: null });
}, 120_000);

it('reads a text after an epoch as the network of that epoch answers it', async () => {
  const { ask, trainEvents } = open();
  const text = 'The worst phone that I ever had';
  await ask(loadSample);
  await ask({ name: 'watch-epochs', request: { flow: false, text } });
  await ask({ name: 'train', request: { config: { ...small, epochs: 1 }, source } });
  const [{ reading, flow }] = insides(trainEvents());
  expect(flow).toBeNull();
  const answer = await ask({ name: 'predict', request: { text } });
  expect(answer).toMatchObject({ type: 'answer' });
  if (answer.type !== 'answer' || !answer.response || !('probabilities' in answer.response)) return;
  const said = reading?.running.at(-1) ?? [];
  answer.response.probabilities.forEach((probability, id) => expect(said[id]).toBeCloseTo(probability, 4));
}, 120_000);
