/** Files that are classified in the worker: what it says meanwhile, and what may come between. */
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { Response } from '../contract/commands.ts';
import { csv, failure, loadSample, open, small, source } from './host-testing.ts';

const lines = (rows: number) =>
  Array.from({ length: rows }, (_, i) => `number ${i} was ${i % 2 ? 'good and great' : 'bad and awful'}`);
const ask = (rows: number) => ({
  name: 'classify-files',
  request: {
    files: [{ path: 'new.csv', file: csv(['comment', ...lines(rows)]) }],
    choice: { text: null, label: null },
  },
});

/** The ids of the files that were read so far. */
const read = () => worker.posted.flatMap((event) => (event.type === 'columns' ? [event.id] : []));
const untilRead = async (count: number): Promise<number> => {
  await vi.waitUntil(() => read().length === count, 20_000);
  return read()[count - 1];
};

let worker: ReturnType<typeof open>;
beforeAll(async () => {
  worker = open();
  await worker.ask(loadSample);
  const trained = await worker.ask({ name: 'train', request: { config: { ...small, epochs: 1 }, source } });
  expect(trained).toMatchObject({ type: 'answer' });
}, 60_000);

it('says which column it reads, then how far it is, and answers with a file', async () => {
  const answer = await worker.ask(ask(30_000));
  expect(answer).toMatchObject({ type: 'answer', response: { fileName: 'new-answers.csv' } });
  if (answer.type !== 'answer') return;
  const { summary, file } = answer.response as Response<'classify-files'>;
  expect(summary).toMatchObject({ rows: 30_000, text: 'comment', withoutWords: 0 });
  const said = worker.posted.flatMap((event) =>
    event.type === 'columns' || (event.type === 'progress' && event.progress.phase === 'classifying')
      ? [event.type]
      : [],
  );
  expect(said[0]).toBe('columns');
  expect(said.length).toBeGreaterThan(2);
  const text = await file.text();
  expect(text.split('\r\n')).toHaveLength(30_002);
  expect(text).toContain(`"comment","class","probability of negative"`);
}, 60_000);

it('lets questions be answered in between, and ends when it is cancelled', async () => {
  const long = worker.ask(ask(120_000));
  const order: string[] = [];
  void long.then(() => order.push('file'));
  const id = await untilRead(2);
  const asked = await worker.ask({ name: 'predict', request: { text: 'good and great' } });
  expect(asked).toMatchObject({ type: 'answer' });
  expect(order).toEqual([]);
  await worker.ask({ name: 'cancel', request: { id } });
  expect(await long).toMatchObject({ type: 'failure', code: 'cancelled' });
}, 60_000);

it('ends with a sentence when a training begins, and is refused beside one', async () => {
  const long = worker.ask(ask(120_000));
  await untilRead(3);
  const training = worker.ask({ name: 'train', request: { config: { ...small, epochs: 50 }, source } });
  onTestFinished(async () => {
    await worker.ask({ name: 'stop', request: {} });
    await training;
  });
  expect(await long).toMatchObject(failure(/Wait until the training has ended/));
  expect(await worker.ask(ask(10))).toMatchObject(failure(/Wait until the training has ended/));
}, 60_000);

it('reads a file in the encoding that was asked for, and says in which it did', async () => {
  const { name, request } = ask(20);
  for (const encoding of [null, 'windows-1251'] as const) {
    const answer = await worker.ask({ name, request: { ...request, encoding } });
    expect(answer).toMatchObject({
      type: 'answer',
      response: { summary: { encoding: encoding ?? 'UTF-8' } },
    });
  }
});
