/** No test of a network includes what it was trained or validated on, whatever happened to the data since. */
import { describe, expect, it } from 'vitest';
import { unzipSync } from 'fflate';
import { uploaded, csv, failure, loadSample, open, small, source } from './host-testing.ts';
import type { ReviewRow, RowPage, RunList, TestReport } from './protocol.ts';

const config = { ...small, epochs: 1 };
const none = { search: '', class: null, part: null, reason: null, finding: null, corrected: false };

/** A host with the sample loaded and a network trained on it, and its test. */
async function trained() {
  const host = open();
  const { ask } = host;
  const answer = async <T>(command: object): Promise<T> => {
    const given = await ask(command);
    if (given.type !== 'answer') throw new Error(given.told.code);
    return given.response as T;
  };
  const rows = async (query: object): Promise<ReviewRow[]> => {
    const all: ReviewRow[] = [];
    for (;;) {
      const request = { query: { ...none, ...query }, start: all.length, count: 1_000, config };
      const page = await answer<RowPage>({ name: 'rows', request });
      all.push(...page.rows);
      if (all.length >= page.total) return all;
    }
  };
  const test = () => answer<TestReport>({ name: 'test', request: {} });
  await answer(loadSample);
  await answer({ name: 'train', request: { config, source } });
  return { ...host, answer, rows, test, first: await test() };
}

const sum = ({ confusion }: TestReport) => confusion.flat().reduce((all, count) => all + count, 0);

describe('after training', () => {
  it('a corrected label and an excluded review change no other row’s part, and no row of the test', async () => {
    const { answer, rows, test, first } = await trained();
    const before = await rows({});
    expect(first.excluded).toEqual({ trained: 2_369, validated: 315 });
    expect(first.rows + 2_369 + 315).toBe(2_982);
    const [inTraining] = before.filter(({ part }) => part === 'train');
    const [inTest, otherInTest] = before.filter(({ part }) => part === 'test');
    await answer({
      name: 'correct',
      request: { rows: [inTraining.row], correction: 1 - (inTraining.class ?? 0) },
    });
    const corrected = await test();
    // The label of a training review is no part of the test: all but the majority's figure is the same.
    expect({ ...corrected, majorityAccuracy: first.majorityAccuracy }).toEqual(first);
    expect((await rows({})).map(({ part }) => part)).toEqual(before.map(({ part }) => part));

    await answer({ name: 'correct', request: { rows: [inTest.row], correction: 'exclude' } });
    const without = await test();
    expect([without.rows, sum(without), without.excluded]).toEqual([
      first.rows - 1,
      first.rows - 1,
      first.excluded,
    ]);
    await answer({
      name: 'correct',
      request: { rows: [otherInTest.row], correction: 1 - (otherInTest.class ?? 0) },
    });
    expect(Math.abs((await test()).accuracy - without.accuracy)).toBeCloseTo(1 / without.rows, 10);
    const after = await rows({});
    for (const [at, { part }] of before.entries())
      expect(after[at].part).toBe(at === inTest.row ? null : part);
    expect(without.accuracy).toBeLessThan(0.75);
  }, 120_000);

  it('the same reviews in another file, order and with others beside them are not tested on', async () => {
    const { answer, rows, test, first } = await trained();
    const before = await rows({});
    const quoted = (text: string) => `"${text.replaceAll('"', '""').toLowerCase()}!!"`;
    const again = before.map((row) => `${quoted(row.text)},${row.class === 1 ? 'good' : 'bad'}`).toReversed();
    const others = Array.from({ length: 50 }, (_, i) => `something else ${i},${i % 2 ? 'good' : 'bad'}`);
    const preview = await answer<{ columns: string[] }>({
      name: 'open-files',
      request: uploaded(csv(['review,label', ...again, ...others])),
    });
    expect(preview.columns).toEqual(['review', 'label']);
    const choice = { text: 'review', label: 'label', classes: { good: 1, bad: 0 } };
    await answer({ name: 'choose-columns', request: { choice } });
    const report = await test();
    // Texts that differ in capitals and punctuation alone are one text once they are all in small letters.
    expect(report.rows).toBeGreaterThan(first.rows + 45);
    expect(report.rows).toBeLessThanOrEqual(first.rows + 50);
    expect(report.excluded?.trained).toBeGreaterThan(2_355);
    expect(report.excluded?.validated).toBeGreaterThan(310);
  }, 120_000);

  it('data of which nothing is unseen is refused, and so is a network that does not know what it has seen', async () => {
    const { ask, answer, rows } = await trained();
    const exported = await answer<{ bytes: Uint8Array<ArrayBuffer> }>({
      name: 'export-model',
      request: { parts: ['safetensors'] },
    });
    const seen = (await rows({ part: 'train' })).slice(0, 400);
    const lines = seen.map(
      (row) => `"${row.text.replaceAll('"', '""')}",${row.class === 1 ? 'good' : 'bad'}`,
    );
    await answer({ name: 'open-files', request: uploaded(csv(['review,label', ...lines])) });
    const choice = { text: 'review', label: 'label', classes: { good: 1, bad: 0 } };
    await answer({ name: 'choose-columns', request: { choice } });
    expect(await ask({ name: 'test', request: {} })).toMatchObject(
      failure(/trained or validated on every review of this data, so none is left to test it on/),
    );

    const files = unzipped(exported.bytes).filter(({ name }) => name !== 'seen-texts.bin');
    await answer({ name: 'import-model', request: { files } });
    await answer(loadSample);
    const unknown = /It is not known which reviews this network was trained on/;
    expect(await ask({ name: 'test', request: {} })).toMatchObject(failure(unknown));
    expect(await ask({ name: 'train', request: { config, source, fromModel: true } })).toMatchObject(
      failure(unknown),
    );
    expect(await ask({ name: 'predict', request: { text: 'good' } })).toMatchObject({ type: 'answer' });
  }, 120_000);
});

describe('a network whose training continues', () => {
  it('after a correction, or with another split seed, is not validated or tested on what it was trained on', async () => {
    const { answer, rows, test, first, trainEvents } = await trained();
    const before = await rows({});
    const [inTest] = before.filter(({ part }) => part === 'test');
    await answer({ name: 'correct', request: { rows: [inTest.row], correction: 'exclude' } });
    await answer({ name: 'train', request: { config, source, fromModel: true } });
    const same = await test();
    expect([same.rows, same.excluded]).toEqual([first.rows - 1, first.excluded]);

    await answer({
      name: 'train',
      request: { config: { ...config, splitSeed: 7 }, source, fromModel: true },
    });
    const other = await test();
    // A tenth of what was tested before is in the test part of the other split seed as well.
    expect(other.rows).toBeGreaterThan(10);
    expect(other.rows).toBeLessThan(60);
    expect(other.accuracy).toBeLessThan(0.9);
    expect(other.excluded?.trained).toBeGreaterThan(first.excluded?.trained ?? 0);
    expect(trainEvents().filter(({ type }) => type === 'epoch')).toHaveLength(3);
  }, 120_000);

  it('saves in Runs what was tested, and how many rows were not', async () => {
    const { answer, first } = await trained();
    const { runs } = await answer<RunList>({ name: 'list-runs', request: {} });
    expect(runs[0].test).toMatchObject({
      rows: first.rows,
      accuracy: first.accuracy,
      excluded: first.excluded,
    });
  }, 60_000);
});

function unzipped(zip: Uint8Array) {
  return Object.entries(unzipSync(zip)).map(([name, bytes]) => ({ name, bytes: new Uint8Array(bytes) }));
}
