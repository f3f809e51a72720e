import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation, Faithfulness } from '../src/model/index.ts';
import { commandOf, plainReviews, smallNetwork, type Run } from './testing/command.ts';

let folder: string;
let explain: Run;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-explain-'));
  const reviews = join(folder, 'reviews.csv');
  await writeFile(reviews, plainReviews(200));
  const train = await commandOf('train');
  explain = await commandOf('explain');
  await train([reviews, ...smallNetwork, '--epochs', '6', '--out', join(folder, 'lstm')]);
  await train([reviews, ...smallNetwork, '--epochs', '1', '--cell', 'gru', '--out', join(folder, 'gru')]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface NestedLayer {
  name: string;
  units: number;
  directions: {
    gates: Record<string, number[][]>;
    cellState?: number[][];
    hiddenState: number[][];
    halfLife: number[];
  }[];
}

const text = 'a good and lovely zebra';
const ask = (...args: string[]) => explain(['--model', join(folder, 'lstm'), ...args]);

describe('npm run explain', () => {
  it('gives what each word adds as JSON, which comes to the difference of both logits', async () => {
    const { stdout, stderr } = await ask('--json', text);
    expect(stderr).toBe('');
    const found = JSON.parse(stdout) as Explanation;
    expect(Object.keys(found).sort()).toEqual(
      ['baselineLogit', 'classes', 'completenessError', 'logit', 'probability', 'text', 'tokens'].sort(),
    );
    expect(found.text).toBe(text);
    expect(found.classes).toEqual(['negative', 'positive']);
    expect(found.tokens.map(({ token, known }) => [token, known])).toEqual([
      ['a', true],
      ['good', true],
      ['and', true],
      ['lovely', true],
      ['zebra', false],
    ]);
    expect(Object.keys(found.tokens[0])).toEqual(['token', 'known', 'attribution', 'running']);
    const sum = found.tokens.reduce((total, { attribution }) => total + attribution, 0);
    const difference = found.logit - found.baselineLogit;
    expect(Math.abs(sum - difference)).toBeLessThan(0.01 * Math.abs(difference));
    expect(found.completenessError).toBeLessThan(0.01);
    expect(found.tokens[4].attribution).toBeCloseTo(0, 12);
    expect(found.tokens[4].running).toEqual(found.probability);
  }, 30_000);

  it('adds every gate and state with --trace, and phrases with --phrases', async () => {
    const { stdout } = await ask('--json', '--trace', '--phrases', '--method', 'lrp', text);
    const { layers, phrases } = JSON.parse(stdout) as { layers: NestedLayer[]; phrases: object[] };
    expect(layers.map(({ name, units }) => [name, units])).toEqual([['lstm_0', 6]]);
    const [{ gates, cellState, hiddenState, halfLife }] = layers[0].directions;
    expect(Object.keys(gates)).toEqual(['input', 'forget', 'candidate', 'output']);
    for (const table of [...Object.values(gates), cellState ?? [], hiddenState])
      expect(table.map((row) => row.length)).toEqual([6, 6, 6, 6, 6]);
    expect(halfLife).toHaveLength(6);
    expect(phrases).toHaveLength(4);
  }, 30_000);

  it('says the same in lines', async () => {
    const { stdout, code } = await ask('--method', 'occlusion', '--phrases', '--trace', text);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d% positive\n/);
    expect(stdout).toMatch(/\ngood +[+−]\d\.\d{3} /);
    expect(stdout).toMatch(/\nzebra +\? +[+−]0\.000 /);
    expect(stdout).toMatch(/\n“\S+ \S+” adds [+−]\d\.\d{3} beyond its words\n/);
    expect(stdout).toMatch(/\nlstm_0, forward: 6 units, half-life \d+\.\d words \(median\)\n/);
  }, 30_000);

  it('proves the methods on unseen reviews of a file, in lines and as JSON', async () => {
    const proof = ['--faithfulness', join(folder, 'reviews.csv'), '--reviews', '6'];
    const [json, lines, wrong] = await Promise.all([
      ask(...proof, '--json'),
      ask(...proof),
      ask('--faithfulness', '--reviews', 'all'),
    ]);
    const found = JSON.parse(json.stdout) as Faithfulness;
    expect(found.reviews).toBe(6);
    expect(found.orders.map(({ name }) => name)).toEqual([
      ...['integrated-gradients', 'occlusion', 'lrp', 'random'],
    ]);
    for (const { deletion, insertion } of found.orders) {
      expect(deletion).toHaveLength(11);
      // Nothing hidden is all shown, and the other way round.
      expect(deletion[0]).toBeCloseTo(insertion[10], 12);
      expect(deletion[10]).toBeCloseTo(insertion[0], 12);
    }
    expect(lines.stdout).toMatch(/^6 reviews that the network has not seen, \d\.\d words each\n/);
    expect(lines.stdout).toMatch(/\nOn this network trust .+\.\n$/);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/takes a whole number/) });
  }, 60_000);

  it('refuses in one sentence what it cannot do', async () => {
    const [method, gru, texts, empty] = await Promise.all([
      ask('--method', 'attention', text),
      explain(['--model', join(folder, 'gru'), '--method', 'lrp', text]),
      ask('one', 'two'),
      ask('…'),
    ]);
    expect(method).toMatchObject({ code: 1, stderr: expect.stringMatching(/no method “attention”/) });
    expect(gru).toMatchObject({ code: 1, stderr: expect.stringMatching(/is for LSTMs/) });
    expect(texts).toMatchObject({ code: 1, stderr: 'Write one text, in quotes.\n' });
    expect(empty).toMatchObject({ code: 1, stderr: expect.stringMatching(/no word/) });
  }, 60_000);
});
