import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Checkpoints } from './checkpoints.ts';
import { nodeFiles } from './folder.ts';
import { loadState, type SavedRun } from './model-folder.ts';
import { commandOf, plainReviews, smallNetwork, type Run } from './testing/command.ts';

let folder: string;
let train: Run;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-full-'));
  await writeFile(join(folder, 'reviews.csv'), plainReviews(300));
  train = await commandOf('train');
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a full disk is said once, the state of before stays, and the next one is tried again', async () => {
  const begun = ['reviews.csv', ...smallNetwork, '--epochs', '1', '--out', 'run'];
  expect((await train(begun, { cwd: folder })).code).toBe(0);
  const saved = await loadState(join(folder, 'run'));
  const at = (seconds: number): SavedRun => ({ ...saved, state: { ...saved.state, seconds } });

  let isFull = false;
  const files: typeof nodeFiles = {
    ...nodeFiles,
    async writeNew(path, bytes) {
      if (!isFull) return nodeFiles.writeNew(path, bytes);
      await nodeFiles.writeNew(path, bytes.subarray(0, 100));
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
  };
  const warnings: string[] = [];
  const checkpoints = new Checkpoints(join(folder, 'run'), (sentence) => warnings.push(sentence), files);
  const secondsNow = async () => (await loadState(join(folder, 'run'))).state.seconds;

  await checkpoints.save(at(1));
  expect(await secondsNow()).toBe(1);
  isFull = true;
  await checkpoints.save(at(2));
  await checkpoints.save(at(3));
  expect(await secondsNow()).toBe(1);
  expect(await readdir(join(folder, 'run'))).not.toContain('state.safetensors.part');
  expect(warnings).toEqual([
    `The run file could not be written to “${join(folder, 'run')}”: the disk is full. ` +
      'Training continues, and each later state is tried again.',
  ]);
  isFull = false;
  await checkpoints.save(at(4));
  expect(await secondsNow()).toBe(4);
  expect(warnings).toHaveLength(1);
}, 60_000);

it('a run that can write nothing trains to its end, says so, and ends with exit code 1', async () => {
  const seeds = ['--epochs', '2', '--seeds', '1,2', '--out', 'full', '--json'];
  const args = ['reviews.csv', ...smallNetwork, ...seeds];
  // A run file of this network takes more than the two kilobytes that a file may have.
  const { code, stdout, stderr } = await train(args, { cwd: folder, fileLimit: 2 });
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: string }).event);
  expect(events).toEqual(['epoch', 'epoch', 'test', 'epoch', 'epoch', 'test', 'mean']);
  expect(code).toBe(1);
  for (const seed of [1, 2]) {
    expect(stderr.split(`run file could not be written to “full/seed-${seed}”`)).toHaveLength(2);
    expect(stderr).toContain(
      `The model could not be written to “full/seed-${seed}”: a file may not become that large there.`,
    );
    // Nothing half-written stays.
    expect(await readdir(join(folder, 'full', `seed-${seed}`))).toEqual([]);
  }
  expect(stderr).not.toContain('    at ');
}, 90_000);
