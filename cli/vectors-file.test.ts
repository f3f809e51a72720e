import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandOf } from './testing/command.ts';

const [train, predict] = [await commandOf('train'), await commandOf('predict')];
const folder = mkdtempSync(join(tmpdir(), 'forget-gate-vectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'vectors.txt');
writeFileSync(file, 'the 0.1 0.2\ngood 1 -1\nbad -1 1\nzyzzyva 0.9 -0.8\n');
const small = [
  '--dataset',
  'uci-sentences',
  '--epochs',
  '1',
  '--lstm-sizes',
  '4',
  '--batch-size',
  '256',
  '--backend',
  'wasm',
];

describe('a run that starts from a file of vectors', () => {
  it('says what the file covers, and leaves a network that knows its words without it', async () => {
    const out = join(folder, 'model');
    const { code, stdout } = await train([
      ...small,
      '--embedding-start',
      'file',
      '--vectors',
      file,
      '--out',
      out,
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/3 of [\d,]+ words of the training part have a vector/);
    expect(stdout).toContain('0 words of other texts and 1 frequent word of the file are known, too.');
    rmSync(file);
    const answer = await predict(['--model', out, '--json', 'zyzzyva', 'xyzzyx', 'qwertz']);
    expect(answer.code).toBe(0);
    const all = JSON.parse(answer.stdout) as { probability: number }[];
    const [known, unknown, other] = all.map(({ probability }) => probability);
    expect(known).not.toBe(unknown);
    expect(other).toBe(unknown);
  }, 120_000);

  it.each([
    [['--embedding-start', 'file'], '--embedding-start file needs a file of word vectors: --vectors FILE.'],
    [['--vectors', 'x.txt'], '--vectors is for runs with --embedding-start file.'],
    [
      ['--embedding-start', 'file', '--vectors', 'not-there.txt'],
      'The file “not-there.txt” could not be read.',
    ],
  ])('is refused with %s', async (flags, sentence) => {
    const { code, stderr } = await train([...small, ...flags]);
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
  });
});
