/** What becomes of runs that are interrupted, resumed, or fed from standard input. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOf, plainReviews, smallNetwork, type Run } from './testing/command.ts';

let folder: string;
let train: Run;
let predict: Run;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-runs-'));
  await writeFile(join(folder, 'reviews.csv'), plainReviews(200));
  [train, predict] = await Promise.all([commandOf('train'), commandOf('predict')]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const events = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; seeds?: number[]; epoch?: number });

describe('Ctrl+C', () => {
  it('ends all seeds: those that are done count, what was begun is saved whole', async () => {
    const args = ['reviews.csv', ...smallNetwork, '--seeds', '3-9', '--epochs', '30', '--out', 'stopped'];
    let isSent = false;
    const { code, stdout, stderr } = await train([...args, '--json'], {
      cwd: folder,
      onOutput(said, child) {
        const [, second] = said.split('"event":"test"');
        if (isSent || !second?.includes('"event":"epoch"')) return;
        isSent = true;
        child.kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    const said = events(stdout);
    expect(said.filter(({ event }) => event === 'epoch').length).toBeLessThan(60);
    expect(said.at(-1)).toMatchObject({ event: 'mean', seeds: [3] });
    expect(stderr).toContain('Stopping. What is done so far is tested and saved; Ctrl+C again ends at once.');
    expect(stderr).toContain('Not trained to the end: seed 4, seed 5, seed 6, seed 7, seed 8, seed 9.');
    expect(stderr).not.toContain('    at ');
    expect(await readdir(join(folder, 'stopped'))).toEqual(['seed-3', 'seed-4']);
    for (const seed of [3, 4]) {
      const model = join(folder, 'stopped', `seed-${seed}`);
      expect((await readdir(model)).filter((name) => name.endsWith('.part'))).toEqual([]);
      const answer = await predict(['--model', model, '--json', 'a good and lovely thing']);
      expect(answer.code, answer.stderr).toBe(0);
    }
  }, 60_000);

  it('of one run gives its test and its model, and exit code 130', async () => {
    const args = ['reviews.csv', ...smallNetwork, '--epochs', '500', '--out', 'one', '--json'];
    const { code, stdout } = await train(args, {
      cwd: folder,
      onOutput: (said, child) => said.split('\n').length === 3 && child.kill('SIGINT'),
    });
    expect(code).toBe(130);
    expect(events(stdout).at(-1)?.event).toBe('test');
    expect(await readdir(join(folder, 'one'))).toContain('weights.bin');
  }, 60_000);
});

describe('npm run train -- --resume', () => {
  const small = [...smallNetwork, '--text-column', 'words', '--label-column', 'verdict'];
  const begin = (...args: string[]) => train([...args, '--epochs', '2'], { cwd: folder });

  it('finds the file by the path it was named by, from any folder, and reads it with the same flags', async () => {
    // Without --classes the labels would mean the opposite, and the data would not be the same.
    const classes = ['--classes', 'pos=negative,neg=positive'];
    expect((await begin('reviews.csv', ...small, ...classes, '--out', 'found')).code).toBe(0);
    const resumed = await train(['--resume', join(folder, 'found'), '--epochs', '4', '--json']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(events(resumed.stdout).flatMap(({ epoch }) => epoch ?? [])).toEqual([3, 4]);
    // Moved, the whole folder, but the same from where the command is run.
    await mkdir(join(folder, 'moved'));
    await rename(join(folder, 'reviews.csv'), join(folder, 'moved', 'reviews.csv'));
    const moved = await train(['--resume', '../found', '--epochs', '5', '--json'], {
      cwd: join(folder, 'moved'),
    });
    await rename(join(folder, 'moved', 'reviews.csv'), join(folder, 'reviews.csv'));
    expect(moved.code, moved.stderr).toBe(0);
    expect(events(moved.stdout).flatMap(({ epoch }) => epoch ?? [])).toEqual([5]);
  }, 90_000);

  it('asks to name a file again that is no longer there', async () => {
    await writeFile(join(folder, 'my own.csv'), plainReviews(60));
    expect((await begin('my own.csv', ...small, '--out', 'lost')).code).toBe(0);
    await rename(join(folder, 'my own.csv'), join(folder, 'elsewhere.csv'));
    const lost = await train(['--resume', 'lost', '--epochs', '4'], { cwd: folder });
    expect([lost.code, lost.stdout]).toEqual([1, '']);
    expect(lost.stderr).toBe(
      "This run was trained on files that are no longer there. Name the file again: npm run train -- 'my own.csv' --resume lost\n",
    );
    const named = await train(['elsewhere.csv', '--resume', 'lost', '--epochs', '4'], { cwd: folder });
    expect(named.code, named.stderr).toBe(0);
  }, 60_000);

  it('says that the data are others only where they are', async () => {
    await writeFile(join(folder, 'grows.csv'), plainReviews(60));
    expect((await begin('grows.csv', ...small, '--out', 'other')).code).toBe(0);
    await writeFile(join(folder, 'grows.csv'), plainReviews(80));
    const { code, stderr } = await train(['--resume', 'other', '--epochs', '4'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^This run was trained on other data: what “.*grows\.csv” holds/);
    expect(stderr).toContain('(60 reviews of “grows.csv”)');
  }, 60_000);

  it('reads a sample again with the flags it was read with', async () => {
    const sample = ['--dataset', 'uci-sentences', '--balance', ...smallNetwork, '--epochs', '1'];
    const out = join(folder, 'sample');
    expect((await train([...sample, '--out', out])).code).toBe(0);
    const { code, stderr } = await train(['--resume', out, '--epochs', '2']);
    expect(code, stderr).toBe(0);
  }, 60_000);
});

describe('standard input', () => {
  it('is a file where the command line says -', async () => {
    const input = plainReviews(200);
    const args = [...smallNetwork, '--epochs', '2', '--json'];
    const [piped, named] = await Promise.all([
      train(['-', ...args, '--out', 'piped'], { cwd: folder, input }),
      train(['reviews.csv', ...args, '--out', 'named'], { cwd: folder }),
    ]);
    expect(piped.code, piped.stderr).toBe(0);
    expect(named.code).toBe(0);
    const weights = (out: string) => readFile(join(folder, out, 'weights.bin'));
    expect((await weights('piped')).equals(await weights('named'))).toBe(true);
    // There is no second time.
    const again = await train(['--resume', 'piped', '--epochs', '4'], { cwd: folder });
    expect(again).toMatchObject({
      code: 1,
      stderr:
        'This run was trained on standard input. Name the file again: npm run train -- FILE --resume piped\n',
    });
  }, 60_000);

  it('that is empty is refused in one sentence', async () => {
    const { code, stderr } = await train(['-'], { input: '' });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('    at ');
  }, 30_000);
});
