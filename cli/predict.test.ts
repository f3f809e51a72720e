import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOf, type Run } from './testing/command.ts';

let folder: string;
let reviews: string;
let predict: Run;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-predict-'));
  reviews = join(folder, 'reviews.csv');
  const rows = Array.from({ length: 400 }, (_, i) => {
    const good = i % 2 === 1;
    return `"Number ${i}, ${good ? 'a good and lovely' : 'a bad and awful'} thing",${good ? 'pos' : 'neg'}`;
  });
  await writeFile(reviews, ['words,verdict', ...rows].join('\n'));
  predict = await commandOf('predict');
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function command(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile('node', ['scripts/run-cli.mjs', ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const small = ['--lstm-sizes', '6', '--embedding-size', '5', '--batch-size', '16', '--max-length', '12'];
const task = (out: string) => [
  'train',
  reviews,
  ...small,
  ...['--learning-rate', '0.02', '--early-stopping', '0', '--json'],
  ...['--out', join(folder, out)],
];
const texts = ['a good and lovely thing', 'a bad and awful thing', 'không tốt'];

const figures = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => ({ ...(JSON.parse(line) as Record<string, unknown>), seconds: 0 }));

describe('npm run predict', () => {
  it('answers as the model does from its folder, its TensorFlow.js files and its safetensors', async () => {
    const trained = await command(...task('all'), '--epochs', '3', '--export', 'all');
    expect(trained.code, trained.stderr).toBe(0);
    for (const name of ['model.onnx', 'model.keras', 'train.py', 'predict.html', 'verify.mjs', 'golden.json'])
      expect(existsSync(join(folder, 'all', name)), name).toBe(true);

    const whole = await command('predict', '--model', join(folder, 'all'), '--json', ...texts);
    const answers = JSON.parse(whole.stdout) as { text: string; probability: number }[];
    expect(answers.map(({ text }) => text)).toEqual(texts);
    expect(answers[0].probability).toBeGreaterThan(0.7);
    expect(answers[1].probability).toBeLessThan(0.3);

    await mkdir(join(folder, 'tfjs'));
    for (const name of ['model.json', 'weights.bin', 'vocabulary.json', 'settings.json'])
      await copyFile(join(folder, 'all', name), join(folder, 'tfjs', name));
    for (const model of [join(folder, 'tfjs'), join(folder, 'all', 'model.safetensors')]) {
      const part = await command('predict', '--model', model, '--json', ...texts);
      expect(JSON.parse(part.stdout)).toEqual(answers);
    }
    const plain = await command('predict', '--model', join(folder, 'all'), texts[0]);
    expect(plain.stdout).toMatch(/^positive +(?:[5-9]\d|100)\.\d%: a good and lovely thing\n$/);
    const verified = await new Promise<Outcome>((resolve) => {
      execFile('node', [join(folder, 'all', 'verify.mjs')], (error, stdout, stderr) =>
        resolve({ code: error ? 1 : 0, stdout, stderr }),
      );
    });
    expect(verified.code, verified.stdout + verified.stderr).toBe(0);
  }, 90_000);

  it('answers the others where one text has no words, and names that one', async () => {
    const model = ['--model', join(folder, 'all')];
    const input = [texts[0], '', '👍', texts[1], ''].join('\r\n');
    const [json, plain, piped, none] = await Promise.all([
      predict([...model, '--json', texts[0], '👍', texts[1]]),
      predict([...model, texts[0], '👍']),
      predict([...model, '--json', '-'], { input }),
      predict([...model, '👍', '…']),
    ]);
    const answers = JSON.parse(json.stdout) as { text: string; probability: number | null }[];
    expect(answers.map(({ text }) => text)).toEqual([texts[0], '👍', texts[1]]);
    expect(answers.map(({ probability }) => probability === null)).toEqual([false, true, false]);
    expect(json).toMatchObject({ code: 0, stderr: 'There is no word in text 2, “👍”: it has no answer.\n' });
    expect(piped).toEqual(json);
    expect(plain.code).toBe(0);
    expect(plain.stdout).toMatch(
      /^positive +(?:[5-9]\d|100)\.\d%: a good and lovely thing\n– no words: 👍\n$/,
    );
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('text 2, “…”') as string });
  }, 60_000);

  it('refuses standard input that is no UTF-8, or has no lines', async () => {
    const model = ['--model', join(folder, 'all')];
    const [latin, empty] = await Promise.all([
      predict([...model, '-'], { input: Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 10) }),
      predict([...model, '-'], { input: '\n\n' }),
    ]);
    expect(latin).toMatchObject({ code: 1, stdout: '' });
    expect(latin.stderr).toBe(
      'Standard input is not UTF-8. Convert it first: iconv -f WINDOWS-1252 -t UTF-8.\n',
    );
    expect(empty).toMatchObject({ code: 1, stderr: 'Standard input has no lines. Write a text a line.\n' });
  }, 30_000);

  it('says in one sentence what is missing', async () => {
    const [noModel, noText, noFolder, noPart] = await Promise.all([
      command('predict', 'text'),
      command('predict', '--model', folder),
      command('predict', '--model', join(folder, 'none'), 'text'),
      command(...task('x'), '--export', 'pickle'),
    ]);
    expect(noModel).toMatchObject({ code: 1, stderr: expect.stringMatching(/Say where the model is/) });
    expect(noText).toMatchObject({ code: 1, stderr: expect.stringMatching(/one or more texts/) });
    expect(noFolder).toMatchObject({ code: 1, stderr: expect.stringMatching(/There is no model at/) });
    const broken = await predict(['--model', reviews, 'text']);
    expect(broken).toMatchObject({ code: 1, stderr: expect.stringMatching(/^This [^\n]+\n$/) });
    expect(noPart).toMatchObject({ code: 1, stderr: expect.stringMatching(/no part “pickle” to export/) });
  }, 60_000);
});

describe('npm run train -- --resume', () => {
  it('resumes where a killed run was, with the same figures', async () => {
    const epochs = ['--epochs', '12'];
    const whole = figures((await command(...task('whole'), ...epochs)).stdout);
    const state = join(folder, 'killed', 'state.safetensors');
    const killed = spawn('node', ['scripts/run-cli.mjs', ...task('killed'), ...epochs], {
      stdio: 'pipe',
      // A group of its own, which dies as a whole: the command may run in a process of its own.
      detached: true,
    });
    let said = '';
    killed.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split('\n').length > 3 && existsSync(state) && killed.pid)
        process.kill(-killed.pid, 'SIGKILL');
    });
    await new Promise((resolve) => killed.once('exit', resolve));
    const before = said.trim().split('\n').length;
    expect(before).toBeLessThan(12);

    const rest = await command('train', reviews, '--resume', join(folder, 'killed'), '--json');
    expect(rest.code, rest.stderr).toBe(0);
    const after = figures(rest.stdout);
    expect(after).toEqual(whole.slice(whole.length - after.length));
    expect(after.length).toBeLessThan(whole.length);
    const weights = (run: string) => readFile(join(folder, run, 'weights.bin'));
    expect((await weights('killed')).equals(await weights('whole'))).toBe(true);
  }, 90_000);

  it('refuses other settings, other data and a folder without a state', async () => {
    const resume = ['train', '--resume', join(folder, 'whole'), '--json'];
    const [wider, other, none] = await Promise.all([
      command(...resume, reviews, '--lstm-sizes', '7'),
      command(...resume, '--dataset', 'uci-sentences'),
      command('train', reviews, '--resume', folder),
    ]);
    expect(wider).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/may change when a run is resumed/),
    });
    expect(other).toMatchObject({ code: 1, stderr: expect.stringMatching(/trained on other data/) });
    expect(none).toMatchObject({ code: 1, stderr: expect.stringMatching(/no run to resume/) });
  }, 60_000);
});
