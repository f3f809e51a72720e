import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saying } from '../src/contract/messages/testing/saying.ts';
import { parseCosts } from './decide.ts';
import { commandOf, plainReviews, smallNetwork, type Run } from './testing/command.ts';

let folder: string;
let train: Run;
let predict: Run;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-decide-'));
  await writeFile(join(folder, 'reviews.csv'), plainReviews(200));
  [train, predict] = [await commandOf('train'), await commandOf('predict')];
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Settings {
  decision: { temperature: number; weights: number[] };
}

it('stores a temperature and weights by costs, and predict answers by them', async () => {
  const flags = ['--epochs', '1', '--calibrate', '--costs', '1,1000', '--out', 'out', '--json'];
  const trained = await train(['reviews.csv', ...smallNetwork, ...flags], { cwd: folder });
  expect(trained.code, trained.stderr).toBe(0);
  expect(trained.stderr).toMatch(
    /Decides by temperature [\d.]+ and weights neg(ative)? [\d.]+, pos(itive)? [\d.]+\./,
  );
  const settings = JSON.parse(await readFile(join(folder, 'out', 'settings.json'), 'utf8')) as Settings;
  const { temperature, weights } = settings.decision;
  expect(temperature).not.toBe(1);
  expect(weights[1]).toBeGreaterThan(weights[0]);

  const texts = ['a good thing', 'a bad thing', 'Number'];
  const ask = async (flag: string) => {
    const { stdout } = await predict(['--model', 'out', '--json', flag, ...texts], { cwd: folder });
    return JSON.parse(stdout) as { class: string; probability: number }[];
  };
  const [own, plain] = [await ask('--calibrated'), await ask('--no-calibrated')];
  expect(own.map((answer) => answer.class)).toEqual(plain.map((answer) => answer.class));
  const logit = (share: number) => Math.log(share / (1 - share));
  own.forEach(({ probability }, i) =>
    expect(logit(probability) * temperature).toBeCloseTo(logit(plain[i].probability), 4),
  );
});

it('refuses what are no costs', async () => {
  for (const text of ['', '1', '1,0', '1,-2', '1,x', '1,,2'])
    expect(() => parseCosts(text)).toThrow(
      saying('--costs takes a number above 0 for each class, such as 1,5.'),
    );
  const args = ['reviews.csv', ...smallNetwork, '--epochs', '1', '--costs', '1,2,3'];
  const { code, stderr } = await train(args, { cwd: folder });
  expect(code).toBe(1);
  expect(stderr).toContain('--costs has 3 numbers, and there are 2 classes');
});
