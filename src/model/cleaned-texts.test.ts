/** A network that was trained on texts without markup reads every text so, whoever asks it. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CleaningOptions } from '../contract/dataset.ts';
import { presetConfig, type RunConfig } from '../contract/settings.ts';
import { csvAnswers } from './classify/index.ts';
import { Random, textAsRead } from './data/index.ts';
import { exportParts } from '../contract/export-parts.ts';
import { describeWithPython, folderOf, run } from './export/testing/python.ts';
import type { ResumeOptions } from './run.ts';
import { TrainingService } from './training-service.ts';
import { decodeState, encodeState } from './training/state-file.ts';
import type { TrainingState } from './training/state.ts';

const config: RunConfig = {
  ...presetConfig('recommended'),
  ...{ layerSizes: [8], embeddingSize: 8, epochs: 3, backend: 'wasm', punctuation: true },
};

const good = ['good', 'fine', 'lovely', 'great'];
const bad = ['bad', 'poor', 'awful', 'dull'];
const plain = ['the', 'film', 'food', 'was', 'caf&eacute;', 'very', 'R&amp;B', 'it'];

/** Reviews whose tags and entities say the opposite of their words. */
function reviews(rows: number): { text: string; label: string }[] {
  const random = new Random(7, 3);
  const pick = (words: string[]) => words[random.below(words.length)];
  return Array.from({ length: rows }, (_, row) => {
    const [own, other] = row % 2 === 1 ? [good, bad] : [bad, good];
    const words = Array.from({ length: 4 + random.below(6) }, () => pick(plain));
    words.splice(random.below(words.length), 0, pick(own), `<b>${pick(own)}</b>`);
    const text = `<p class="${pick(other)} ${pick(other)}">${words.join(' ')}</p> <script>${pick(other)}</script> ${row}`;
    return { text, label: row % 2 === 1 ? 'positive' : 'negative' };
  });
}

const rows = reviews(500);
const stripped = { stripMarkup: true };
const csv = ['text,label', ...rows.map(({ text, label }) => `"${text.replaceAll('"', '""')}",${label}`)];

const written = [
  ...rows.slice(0, 6).map(({ text }) => text),
  '<i>un</i>heard of &hearts; great',
  'caf&#233; <!-- bad --> a < b <3 &none;',
];
const clean = written.map((text) => textAsRead(text, stripped));

async function load(service: TrainingService, cleaning: Partial<CleaningOptions>): Promise<void> {
  await service.data.openFiles([{ path: 'x.csv', blob: new Blob([csv.join('\n')]) }]);
  const classes = { negative: 0, positive: 1 } as const;
  await service.data.chooseColumns({ text: 'text', label: 'label', classes, cleaning });
}

/** @param onState told each state while the run waits */
async function train(
  service: TrainingService,
  options: ResumeOptions = {},
  onState?: (state: TrainingState) => Promise<void>,
): Promise<void> {
  service.live.expect();
  for await (const event of service.train(config, new AbortController().signal, options))
    if (event.type === 'state') await onState?.(event.state);
}

/** Of class 1. */
async function answers(service: TrainingService, texts: readonly string[]): Promise<number[]> {
  const given = await service.answers.predictAll(texts);
  return given.map((answer) => answer?.probabilities[1] ?? Number.NaN);
}

const service = new TrainingService();

/** Gone when the test is; all share the one device, which each opens when it needs it. */
function another(): TrainingService {
  const other = new TrainingService();
  onTestFinished(() => [other, service].forEach(({ backend }) => backend.close()));
  return other;
}

const files: Record<string, Uint8Array> = {};
const live: boolean[] = [];

beforeAll(async () => {
  await load(service, stripped);
  await train(service, {}, async () => {
    for (const [at, text] of written.entries()) {
      const [own, other] = await Promise.all([
        service.answers.predict(text),
        service.answers.predict(clean[at]),
      ]);
      live.push(own.weights !== null && own.probabilities[1] === other.probabilities[1]);
    }
  });
  Object.assign(files, await service.models.files(exportParts));
}, 120_000);
afterAll(() => service.backend.close());

describe('a network that was trained on texts without markup', () => {
  it('reads what is written with markup as it reads the text without', async () => {
    expect(written.some((text, i) => text === clean[i])).toBe(false);
    expect(await answers(service, written)).toEqual(await answers(service, clean));
    const given = await service.answers.predictAll(written.slice(0, 6));
    const named = given.map((answer) => answer?.classNames[answer.class]);
    expect(named).toEqual(rows.slice(0, 6).map(({ label }) => label));
  });

  it('does so while it trains', () => {
    expect(live.length).toBeGreaterThanOrEqual(written.length);
    expect(live).not.toContain(false);
  });

  it('does so for the rows of a file', async () => {
    const answered = async (texts: readonly string[]) => {
      let csvOf = '';
      const content = ['text', ...texts.map((text) => `"${text.replaceAll('"', '""')}"`)].join('\n');
      await service.answers.classify(
        [{ path: 'y.csv', blob: new Blob([content]) }],
        { text: 'text', label: null },
        { format: csvAnswers, write: (piece) => void (csvOf += piece) },
      );
      return csvOf.split('\r\n').map((line) => line.split('","').slice(1));
    };
    const own = await answered(written);
    expect(own).toHaveLength(written.length + 2);
    expect(own).toEqual(await answered(clean));
  });

  it('is tested alike on its data with markup and without', async () => {
    const own = await service.evaluation.test();
    await load(service, {});
    const { accuracy, loss, rows: tested, excluded } = await service.evaluation.test();
    expect({ accuracy, loss, tested, excluded }).toEqual({
      ...{ accuracy: own.accuracy, loss: own.loss },
      ...{ tested: own.rows, excluded: own.excluded },
    });
    expect(accuracy).toBeGreaterThan(0.95);
    const byUnknown = await service.evaluation.groupErrors({ kind: 'unknown' });
    await load(service, stripped);
    await service.evaluation.test();
    expect(await service.evaluation.groupErrors({ kind: 'unknown' })).toEqual(byUnknown);
  });

  it('has the rule in its bundle, and answers the same from there', async () => {
    const settings = JSON.parse(new TextDecoder().decode(files['settings.json'])) as Record<string, unknown>;
    expect(settings).toMatchObject({
      version: 7,
      tokenizer: { version: 5, markup: { silent: 'script style' } },
    });
    const other = another();
    other.models.import(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));
    expect(other.models.current().saved.cleaning).toEqual(stripped);
    expect(await answers(other, written)).toEqual(await answers(service, clean));
  });

  it('keeps the rule when its training continues on texts with markup, and when that is resumed', async () => {
    const other = another();
    await load(other, {});
    const before = service.models.current().saved;
    other.models.take(before, null);
    const states: TrainingState[] = [];
    await train(other, { fromModel: true }, async (state) => void states.push(state));
    expect(other.models.current().saved).toMatchObject({
      cleaning: stripped,
      vocabulary: before.vocabulary,
    });
    const ended = await answers(other, written);
    expect(ended).toEqual(await answers(other, clean));
    const source = { id: 'a', name: 'a', started: 0, source: { kind: 'files', name: 'a' } } as const;
    const dataset = { ...other.data.identity() };
    const { state } = decodeState(encodeState(states[0], { ...source, dataset }));
    await train(other, { from: state });
    expect(await answers(other, written)).toEqual(ended);
  });
});

it('reads markup where its own data had it, whatever the loaded data is cleaned of', async () => {
  const other = another();
  await load(other, {});
  await train(other);
  expect(other.models.current().saved.cleaning).toEqual({ stripMarkup: false });
  const own = await other.evaluation.test();
  await load(other, stripped);
  expect((await other.evaluation.test()).loss).toBe(own.loss);
  expect(await answers(other, written)).not.toEqual(await answers(other, clean));
});

/** What a program answers for texts. */
function printed(program: string, args: readonly string[], texts: readonly string[]): number[] {
  const json = run(program, [...args, '--json', ...texts], folderOf(files));
  return (JSON.parse(json) as { probability: number }[]).map(({ probability }) => probability);
}

it('is read by predict.mjs alike with markup and without, as the page does', async () => {
  const given = printed('node', ['predict.mjs'], written);
  expect(given).toEqual(printed('node', ['predict.mjs'], clean));
  const expected = await answers(service, written);
  given.forEach((probability, i) => expect(Math.abs(probability - expected[i])).toBeLessThan(1e-5));
  expect(run('node', ['verify.mjs'], folderOf(files))).toMatch(/^JavaScript: 50 texts, all the same;/);
});

describeWithPython('predict.py', ['numpy'], ['predict.py', 'markup.py'], (python) => {
  it('reads alike with markup and without, as predict.mjs does', () => {
    const numpy = ['predict.py', '--engine', 'numpy'];
    const given = printed(python, numpy, written);
    expect(given).toEqual(printed(python, numpy, clean));
    const expected = printed('node', ['predict.mjs'], written);
    given.forEach((probability, i) => expect(probability).toBeCloseTo(expected[i], 12));
    expect(run(python, ['verify.py'], folderOf(files))).toMatch(/^NumPy: 50 texts, all the same;/);
  });
});

describeWithPython('model.py', ['torch', 'numpy'], ['model.py', 'verify_torch.py'], (python) => {
  it('has the golden answers, texts with markup among them', () => {
    expect(run(python, ['verify_torch.py'], folderOf(files))).toMatch(/^PyTorch: 50 texts, all the same;/);
  });
});
