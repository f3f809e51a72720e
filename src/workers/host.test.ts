import { describe, expect, it } from 'vitest';
import type { ExportedFile, Prediction, TestedPage, TestReport } from './protocol.ts';
import { uploaded, csv, failure, loadSample, open, small, source } from './host-testing.ts';

describe('Host', () => {
  it('loads, trains, tests, predicts, exports and takes the export back with the same answer', async () => {
    const { ask, trainEvents } = open();
    expect(await ask(loadSample)).toMatchObject({ type: 'answer', response: { rowsUsed: 2982 } });
    expect(await ask({ name: 'train', request: { config: small, source } })).toMatchObject({
      type: 'answer',
      response: { epochs: 2, trainedOn: 'UCI sentences' },
    });
    const types = trainEvents().map((event) => event.type);
    expect(types.filter((type) => type === 'epoch')).toHaveLength(2);
    expect(types).toContain('backend');
    expect(types.at(-1)).toBe('end');

    const test = await ask({ name: 'test', request: {} });
    expect(test).toMatchObject({ type: 'answer', response: { rows: 298 } });
    const predict = { name: 'predict', request: { text: 'A lovely place with zyzzyva.' } };
    const before = await ask(predict);
    const exported = await ask({ name: 'export-model', request: {} });
    if (exported.type !== 'answer') throw new Error('no export');
    const { bytes } = exported.response as { bytes: Uint8Array<ArrayBuffer> };

    const other = open();
    expect(
      await other.ask({ name: 'import-model', request: { files: [{ name: 'model.zip', bytes }] } }),
    ).toMatchObject({
      type: 'answer',
      response: { config: { ...small, tokenization: 'words' } },
    });
    const after = await other.ask(predict);
    expect({ ...after, id: 0 }).toEqual({ ...before, id: 0 });
    expect(after).toMatchObject({
      response: { tokens: expect.arrayContaining([{ token: 'zyzzyva', known: false, used: true }]) },
    });
  });

  it('pauses, resumes, and stops with what was learned', async () => {
    const { ask, trainEvents } = open();
    await ask(loadSample);
    const training = ask({ name: 'train', request: { config: { ...small, epochs: 400 }, source } });
    const grow = async (past: number) => {
      while (trainEvents().length <= past) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await grow(6);
    await ask({ name: 'pause', request: {} });
    // The event that was under way may still come.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const paused = trainEvents().length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(trainEvents()).toHaveLength(paused);
    await ask({ name: 'resume', request: {} });
    await grow(paused + 2);
    await ask({ name: 'stop', request: {} });
    expect(await training).toMatchObject({ type: 'answer' });
    expect(trainEvents().at(-1)).toMatchObject({ type: 'end', reason: 'stopped' });
    expect(await ask({ name: 'predict', request: { text: 'good' } })).toMatchObject({ type: 'answer' });
  });

  it('answers from the weights of the moment while it trains and in a pause, and forgets a question that is cancelled', async () => {
    const { ask, trainEvents, posted } = open();
    await ask(loadSample);
    const predict = { name: 'predict', request: { text: 'a lovely place' } };
    const stepOf = async () => {
      const answer = await ask(predict);
      return answer.type === 'answer' ? (answer.response as Prediction).weights?.step : undefined;
    };
    const training = ask({ name: 'train', request: { config: { ...small, epochs: 400 }, source } });
    const first = await stepOf();
    while (trainEvents().length < 8) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await stepOf();
    expect(second).toBeGreaterThan(first ?? Infinity);
    await ask({ name: 'pause', request: {} });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [paused, still] = [await stepOf(), await stepOf()];
    expect(paused).toBeGreaterThanOrEqual(second ?? Infinity);
    expect(still).toBe(paused);
    const given = ask(predict);
    const id = Math.max(...posted.map((event) => ('id' in event ? event.id : 0))) + 1;
    await ask({ name: 'cancel', request: { id } });
    expect(await given).toMatchObject({ type: 'failure', code: 'cancelled' });
    await ask({ name: 'stop', request: {} });
    await training;
    expect(await ask(predict)).toMatchObject({ response: { weights: null } });
  });

  it('shows the reviews of the last test with the probabilities of that test, until the network is another', async () => {
    const { ask } = open();
    await ask(loadSample);
    const page = (query: object) => ({
      name: 'tested-reviews',
      request: { query: { show: 'all', cell: null, search: '', ...query }, start: 0, count: 1_000 },
    });
    await ask({ name: 'train', request: { config: small, source } });
    expect(await ask(page({}))).toMatchObject(failure(/test again/));
    const test = await ask({ name: 'test', request: {} });
    if (test.type !== 'answer') throw new Error('no test');
    const { confusion, mistakes, rows } = test.response as TestReport;
    const tested = async (query: object) => {
      const answer = await ask(page(query));
      if (answer.type !== 'answer') throw new Error('no page');
      return answer.response as TestedPage;
    };
    const all = await tested({});
    expect(all.total).toBe(rows);
    expect(all.rows.every(({ part }) => part === 'test')).toBe(true);
    for (const actual of [0, 1] as const)
      for (const predicted of [0, 1] as const)
        expect((await tested({ cell: { actual, predicted } })).total).toBe(confusion[actual][predicted]);
    const errors = await tested({ show: 'errors' });
    expect(errors.rows.slice(0, mistakes.length)).toMatchObject(
      mistakes.map(({ class: actual, probability, text }) => ({ actual, probability, text })),
    );
    await ask({ name: 'correct', request: { rows: [errors.rows[0].row], correction: 'exclude' } });
    expect((await tested({ show: 'errors' })).rows[0]).toMatchObject({
      ...errors.rows[0],
      class: null,
      part: null,
      excluded: 'correction',
      correction: 'exclude',
    });
    const exported = await ask({ name: 'export-model', request: {} });
    if (exported.type !== 'answer') throw new Error('no export');
    const { bytes } = exported.response as ExportedFile;
    await ask({ name: 'import-model', request: { files: [{ name: 'model.zip', bytes }] } });
    expect(await ask(page({}))).toMatchObject(failure(/test again/));
  });

  it('profiles a step once there is a dataset, and not while it trains', async () => {
    const { ask, trainEvents } = open();
    const profile = { name: 'profile', request: { config: small, source } };
    expect(await ask(profile)).toMatchObject(failure(/Choose a dataset first/));
    await ask(loadSample);
    expect(await ask(profile)).toMatchObject({
      type: 'answer',
      response: { backend: 'wasm', rows: 128, phases: { length: 6 } },
    });
    const training = ask({ name: 'train', request: { config: { ...small, epochs: 400 }, source } });
    while (trainEvents().length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await ask(profile)).toMatchObject(failure(/Wait until the training has ended/));
    await ask({ name: 'stop', request: {} });
    expect(await training).toMatchObject({ type: 'answer' });
  });

  it('stops while it is paused', async () => {
    const { ask, trainEvents } = open();
    await ask(loadSample);
    const training = ask({ name: 'train', request: { config: { ...small, epochs: 400 }, source } });
    while (trainEvents().length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    await ask({ name: 'pause', request: {} });
    await ask({ name: 'stop', request: {} });
    expect(await training).toMatchObject({ type: 'answer' });
  });

  it('says in one sentence what is missing or wrong', async () => {
    const { ask, posted } = open();
    const train = { name: 'train', request: { config: small, source } };
    expect(await ask(train)).toMatchObject(failure(/Choose a dataset first/));
    expect(await ask({ name: 'predict', request: { text: 'x' } })).toMatchObject(failure(/no model yet/));
    expect(await ask({ name: 'export-model', request: {} })).toMatchObject(failure(/no model yet/));
    expect(await ask({ name: 'open-files', request: uploaded(csv([])) })).toMatchObject(failure(/empty/));
    expect(posted).toContainEqual(expect.objectContaining({ type: 'reading', file: 'reviews.csv' }));
    expect(
      await ask({
        name: 'import-model',
        request: { files: [{ name: 'x.zip', bytes: new Uint8Array([1, 2, 3]) }] },
      }),
    ).toMatchObject(failure(/zip/));
    await ask(loadSample);
    const wrong = { ...small, keepProb: 2 };
    expect(await ask({ name: 'train', request: { config: wrong, source } })).toMatchObject(
      failure(/keep_prob must be/),
    );
  });

  it('keeps the loaded dataset when a new file is no good', async () => {
    const { ask } = open();
    await ask(loadSample);
    const rows = Array.from({ length: 40 }, (_, i) => `text number ${i},same`);
    await ask({ name: 'open-files', request: uploaded(csv(['review,label', ...rows])) });
    const choice = { text: 'review', label: 'label', classes: { same: 1 } };
    expect(await ask({ name: 'choose-columns', request: { choice } })).toMatchObject(
      failure(/two|both|one/i),
    );
    expect(await ask({ name: 'train', request: { config: { ...small, epochs: 1 }, source } })).toMatchObject({
      type: 'answer',
    });
  });

  it('refuses a second training, and answers that need the backend, while one runs', async () => {
    const { ask, trainEvents } = open();
    await ask(loadSample);
    const training = ask({ name: 'train', request: { config: { ...small, epochs: 400 }, source } });
    while (trainEvents().length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await ask({ name: 'train', request: { config: small, source } })).toMatchObject(
      failure(/training has ended/),
    );
    expect(await ask({ name: 'test', request: {} })).toMatchObject(failure(/training has ended/));
    await ask({ name: 'stop', request: {} });
    await training;
  });

  it('changes the data one command after another, so that corrections that are asked at once all hold', async () => {
    const { ask } = open();
    const rows = Array.from({ length: 40 }, (_, i) => `review number ${i},${i % 2 ? 'good' : 'bad'}`);
    const choice = { text: 'text', label: 'label', classes: { good: 1, bad: 0 } };
    const correct = (row: number) => ask({ name: 'correct', request: { rows: [row], correction: 0 } });
    const answers = await Promise.all([
      ask({ name: 'open-files', request: uploaded(csv(['text,label', ...rows])) }),
      ask({ name: 'choose-columns', request: { choice } }),
      correct(1),
      correct(3),
    ]);
    expect(answers.slice(1)).toMatchObject([
      { response: { rowsUsed: 40, corrections: 0 } },
      { response: { corrections: 1 } },
      { response: { corrections: 2, classCounts: [22, 18] } },
    ]);
  });

  it('stops a run that still waits for a measurement, before its first step', async () => {
    const { ask, trainEvents } = open();
    await ask(loadSample);
    const probing = ask({ name: 'probe-backends', request: { config: small } });
    const training = ask({ name: 'train', request: { config: small, source } });
    await ask({ name: 'stop', request: {} });
    expect(await probing).toMatchObject({ type: 'answer' });
    expect(await training).toMatchObject({ type: 'answer', response: { epochs: 0 } });
    expect(trainEvents().at(-1)).toMatchObject({ type: 'end', reason: 'stopped', epochs: 0 });
    // What was asked of that run is not asked of the next one.
    expect(await ask({ name: 'train', request: { config: { ...small, epochs: 1 }, source } })).toMatchObject({
      type: 'answer',
      response: { epochs: 1 },
    });
  });

  it('tells a command that was cancelled while it waited', async () => {
    const { ask, posted } = open();
    await ask(loadSample);
    const probing = ask({ name: 'probe-backends', request: { config: small } });
    const waiting = ask({ name: 'test', request: {} });
    const id = posted.filter(({ type }) => type === 'answer').length + 2;
    await ask({ name: 'cancel', request: { id } });
    await probing;
    expect(await waiting).toMatchObject({ type: 'failure', code: 'cancelled' });
  });

  it('tells a diverged run as a setting to change, and keeps the loaded model', async () => {
    const { ask } = open();
    await ask(loadSample);
    await ask({ name: 'train', request: { config: { ...small, epochs: 1 }, source } });
    const wild = {
      ...small,
      optimizer: 'sgd',
      learningRate: 10,
      l2: 1,
      gradientClip: 0,
      batchSize: 4,
      onDivergence: 'stop',
    };
    expect(await ask({ name: 'train', request: { config: wild, source } })).toMatchObject(
      failure(/learning rate/),
    );
    expect(await ask({ name: 'predict', request: { text: 'good' } })).toMatchObject({ type: 'answer' });
  });

  it.each([2 ** 46, 2 ** 53 - 1])(
    'tells that memory ran out when an array of %d bytes is refused',
    async (bytes) => {
      const { ask } = open(undefined, () => Promise.resolve(new Uint8Array(bytes)));
      expect(await ask(loadSample)).toMatchObject({
        type: 'failure',
        code: 'out-of-memory',
        told: { code: 'memory-full' },
      });
    },
  );
});
