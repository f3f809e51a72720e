/** How a network's answers become classes, chosen and stored in the worker. */
import { expect, it } from 'vitest';
import { failure, loadSample, open, small, source, csv, uploaded } from './host-testing.ts';
import type {
  Decision,
  DecisionReport,
  ModelSummary,
  Prediction,
  RunRecord,
  TestReport,
  Weighed,
} from './protocol.ts';

const config = { ...small, epochs: 4, learningRate: 0.01 };

async function openTrained() {
  const host = open();
  const answerTo = async <T>(name: string, request: object): Promise<T> => {
    const answer = await host.ask({ name, request });
    if (answer.type === 'failure') return expect.fail(JSON.stringify(answer.told));
    return answer.response as T;
  };
  await host.ask(loadSample);
  await answerTo('train', { config, source });
  const report = await answerTo<DecisionReport>('decisions', { shown: 1 });
  return { ...host, answerTo, report };
}

const sum = (rows: readonly (readonly number[])[]) => rows.flat().reduce((total, count) => total + count, 0);

it('computes curves and calibration, and says what weights do', async () => {
  const { answerTo, report } = await openTrained();
  const { rows, curves, testAreas, calibration } = report;
  expect(report).toMatchObject({ shown: 1, decision: { temperature: 1, weights: [1, 1] } });
  expect(curves!.positives + curves!.negatives).toBe(rows.validation);
  expect(testAreas!.positives + testAreas!.negatives).toBe(rows.test);
  expect(testAreas!.roc.value).toBeGreaterThan(0.7);
  expect(testAreas!.roc.interval![0]).toBeLessThan(testAreas!.roc.value);
  const binned = calibration.before.bins.reduce((total, bin) => total + bin.rows, 0);
  expect([calibration.before.temperature, binned]).toEqual([1, rows.test]);

  const even = await answerTo<Weighed>('weigh', { asked: { weights: [1, 1] } });
  const eager = await answerTo<Weighed>('weigh', { asked: { weights: [0.02, 0.98] } });
  expect(sum(eager.confusion)).toBe(rows.validation);
  expect(eager.confusion[0][1]).toBeGreaterThan(even.confusion[0][1]);
  expect(eager.confusion[1][0]).toBeLessThan(even.confusion[1][0]);
  const best = await answerTo<Weighed>('weigh', { asked: { costs: [1, 10] } });
  const cost = ({ confusion }: Weighed) => confusion[0][1] + 10 * confusion[1][0];
  expect(best.weights[1]).toBeGreaterThan(best.weights[0]);
  for (const other of [even, eager]) expect(cost(best)).toBeLessThanOrEqual(cost(other));
});

it('stores a decision: tests, answers, downloads and the saved run follow it', async () => {
  const { answerTo, report, posted } = await openTrained();
  const before = await answerTo<TestReport>('test', {});
  const asked = { text: 'The food' };
  const first = await answerTo<Prediction>('predict', asked);
  const { temperature } = report.calibration.after;
  const share = first.probabilities[1];
  // Far on the other side of what this text gets.
  const weights = first.class === 1 ? [0.999, 0.001] : [0.001, 0.999];
  const plain: Decision = { temperature: 1, weights };
  const decided = await answerTo<{ summary: ModelSummary; report: TestReport }>('decide', {
    decision: plain,
  });
  expect(decided.summary.decision).toEqual(plain);
  expect(decided.summary.test).toEqual(decided.report);
  expect(decided.report.confusion).not.toEqual(before.confusion);
  expect(sum(decided.report.confusion)).toBe(before.rows);
  // From the answers that are known as from the network itself.
  expect(await answerTo('test', {})).toEqual(decided.report);
  const other = await answerTo<Prediction>('predict', asked);
  expect(other.class).toBe(1 - first.class);
  expect(other.probabilities).toEqual(first.probabilities);

  await answerTo('decide', { decision: { temperature, weights: [1, 1] } });
  const [, calibrated] = (await answerTo<Prediction>('predict', asked)).probabilities;
  const logit = Math.log(share / (1 - share)) / temperature;
  expect(calibrated).toBeCloseTo(1 / (1 + Math.exp(-logit)), 5);

  await answerTo('decide', { decision: plain });
  const { bytes } = await answerTo<{ bytes: Uint8Array }>('export-model', { parts: ['safetensors'] });
  const files = [{ name: 'model.zip', bytes }];
  expect(await answerTo('import-model', { files })).toMatchObject({ summary: { decision: plain } });
  const runId = posted.find((event) => event.type === 'run')?.runId;
  const loaded = await answerTo<{ summary: ModelSummary }>('load-run', { id: runId });
  expect(loaded.summary.decision).toEqual(plain);
  const run = await answerTo<RunRecord>('get-run', { id: runId });
  expect(run.test?.accuracy).toBe(decided.report.accuracy);
});

it('refuses what is no decision, and data that has nothing to choose by', async () => {
  const { ask } = await openTrained();
  const wrong = failure(/Weights and costs must be numbers/);
  for (const decision of [
    { temperature: 0, weights: [1, 1] },
    { temperature: 1, weights: [1] },
    { temperature: 1, weights: [0, 0] },
  ])
    expect(await ask({ name: 'decide', request: { decision } })).toMatchObject(wrong);
  expect(await ask({ name: 'weigh', request: { asked: { costs: [0, 1] } } })).toMatchObject(wrong);
  expect(await ask({ name: 'weigh', request: { asked: { weights: [Number.NaN, 1] } } })).toMatchObject(wrong);
  const rows = Array.from({ length: 40 }, (_, i) => `quite new ${i},${i % 2 ? 'neg' : 'pos'}`);
  await ask({ name: 'open-files', request: uploaded(csv(['text,label', ...rows])) });
  const choice = { text: 'text', label: 'label', classes: { neg: 0, pos: 1 } };
  await ask({ name: 'choose-columns', request: { choice } });
  expect(await ask({ name: 'weigh', request: { asked: { weights: [1, 1] } } })).toMatchObject(
    failure(/Other data has been loaded/),
  );
  expect(await ask({ name: 'decisions', request: { shown: 1 } })).toMatchObject(
    failure(/No review of the loaded data was validated on/),
  );
});
