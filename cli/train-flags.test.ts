import { saying } from '../src/contract/messages/testing/saying.ts';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFlagsAndPaths } from './flags.ts';
import { commandOf, plainReviews, smallNetwork, type Run } from './testing/command.ts';
import { folderOf, planOf, trainOptions } from './train-flags.ts';

let folder: string;
let train: Run;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-flags-'));
  await writeFile(join(folder, 'reviews.csv'), plainReviews(60));
  await writeFile(join(folder, 'file'), 'not a folder');
  await mkdir(join(folder, 'seeds', 'elsewhere'), { recursive: true });
  await mkdir(join(folder, 'outside'));
  await writeFile(join(folder, 'seeds', 'seed-3'), 'not a folder');
  await symlink(join(folder, 'outside'), join(folder, 'seeds', 'seed-4'));
  await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
  await mkdir(join(folder, 'odd', 'model.json'), { recursive: true });
  train = await commandOf('train');
  const begun = ['reviews.csv', ...smallNetwork, '--epochs', '1', '--out', 'begun'];
  expect((await train(begun, { cwd: folder })).code).toBe(0);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the command is asked to do; no data is read for it. FOLDER stands for the test's own. */
function plan(args: readonly string[]) {
  const typed = args.map((arg) => arg.replace('FOLDER', folder));
  const { values, positionals: paths } = parseFlagsAndPaths(trainOptions, 'train', { args: typed });
  return planOf(values, paths);
}

describe('flags of npm run train, before any data is read', () => {
  it.each<[string[], string]>([
    [['--seeds', 'abc'], 'not “abc”'],
    [['--seeds', '1,,2'], 'not “”'],
    [['--seeds', '1,1'], 'names 1 twice'],
    [['--seeds', '2147483648'], 'from 0 to 2147483647'],
    [['--seeds', '1-3', '--seed', '4'], 'Name --seed or --seeds, not both.'],
    [['--vary-split'], 'add --seeds 1-10'],
    [['--vary-split', '--seeds', '1-3', '--split-seed', '4'], 'Name --split-seed or --vary-split, not both.'],
    [['--seed', '-1'], 'Seed must be a whole number from 0'],
    [['--epochs', '-3'], 'Epochs must be a whole number from 1 to 500.'],
    [['--keep-prob', '-.5'], 'keep_prob'],
    [['--seed', '--epochs', '3'], "Option '--seed' argument is ambiguous."],
    [['--seed=-1'], 'Seed must be a whole number from 0'],
    [['--seed', '1.5'], 'Seed must be a whole number'],
    [['--epochs', '0'], 'Epochs must be a whole number from 1 to 500.'],
    [['--epochs', ''], 'Epochs must be a whole number'],
    [['--learning-rate', 'fast'], 'Learning rate must be a number'],
    [['--lstm-sizes', '64,x'], 'Layer sizes must be'],
    [['--keep-prob', 'NaN'], 'must be a number'],
    [['--bidirectional', 'yes'], 'must be true or false.'],
    [['--backend', 'cuda'], 'Backend must be one of'],
    [['--train-share', '0.9', '--validation-share', '0.2'], 'must leave something for the test'],
    [['--preset', 'best'], 'There is no preset “best”.'],
    [['--export', 'pickle', '--out', 'FOLDER/new'], 'There is no part “pickle” to export.'],
    [['--export', '', '--out', 'FOLDER/new'], 'There is no part “” to export.'],
    [['--export', 'all'], '--export needs a folder to write to: add --out FOLDER.'],
    [['--encoding', 'latin'], '--encoding must be one of'],
    [['--classes', 'good'], '--classes takes pairs'],
    [['--threshold', '4'], '--threshold takes two numbers'],
    [['--threshold', '2,4', '--classes', 'a=positive'], 'Name --threshold or --classes, not both.'],
    [['--split-column', 'part', '--split-by-chance'], 'Name --split-column or --split-by-chance, not both.'],
    [['--dataset', 'imdb'], 'Name a --dataset or files, not both.'],
    [['-', '--corrections', '-'], 'Standard input can be read once'],
    [['--file', ''], 'A file’s name is empty.'],
    [['--out', ''], '--out needs the name of a folder.'],
    [['--out', 'FOLDER/file'], 'file” is a file. Name another one.'],
    [['--out', 'FOLDER/file/inside/it'], 'file” is a file. Name another one.'],
    [['--out', 'FOLDER/dangling'], 'dangling” is a link to nothing.'],
    [['--out', 'FOLDER/dangling/inside'], 'dangling” is a link to nothing.'],
    [['--out', 'FOLDER/odd'], 'model.json” is a folder where a file has to go.'],
    [['--out', `FOLDER/${'x'.repeat(300)}`, '--seeds', '1'], 'the name is too long'],
    [['--out', 'FOLDER/seeds', '--seeds', '1-3'], 'seed-3” is a file.'],
    [['--out', 'FOLDER/seeds', '--seeds', '4,5'], 'seed-4” is a link that leads out of'],
    [['--resume', 'FOLDER/none'], 'holds no run to resume'],
    [['--resume', 'FOLDER/begun', '--seeds', '1'], 'leave --seeds out'],
    [['--resume', 'FOLDER/begun', '--out', 'FOLDER/new'], 'leave --out out'],
    [['--resume', 'FOLDER/begun', '--preset', 'article'], 'leave --preset out'],
    [['--resume', 'FOLDER/begun', '--lstm-sizes', '7'], 'may change when a run is resumed'],
    [['--resume', 'FOLDER/begun', '--seed', '2'], 'may change when a run is resumed'],
  ])('are refused in one sentence: %j', async (args, sentence) => {
    const files = args.includes('--file') || args[0] === '-' ? [] : ['nowhere.csv'];
    const refused = await Promise.resolve()
      .then(() => plan([...files, ...args]))
      .then(
        () => null,
        (error: unknown) => error as Error,
      );
    expect(refused).toEqual(saying(sentence));
    // One sentence, or two: what is wrong, and what to do.
    expect(refused?.message).not.toContain('\n');
  });

  it('leave no trace of the look at --out, and name a folder for each seed', async () => {
    const found = await plan(['x.csv', '--out', 'FOLDER/new/deep', '--seeds', '1,5-6']);
    expect(await readdir(folder)).not.toContain('new');
    expect(await readdir(join(folder, 'outside'))).toEqual([]);
    expect(found.seeds).toEqual([1, 5, 6]);
    expect(folderOf(found, 5)).toBe(join(folder, 'new/deep/seed-5'));
    expect(folderOf({ out: 'x', seeds: [3] }, 3)).toBe('x');
    const shares = await plan(['x.csv', '--validation-share', '0.4']);
    expect(shares.out).toBeNull();
  });

  it('name the folders whose model or run is written over, unless it is resumed', async () => {
    const replaced = async (...args: string[]) => (await plan(args)).replaced;
    expect(await replaced('x.csv', '--out', 'FOLDER/begun')).toEqual([join(folder, 'begun')]);
    expect(await replaced('x.csv', '--out', 'FOLDER/outside')).toEqual([]);
    expect(await replaced('x.csv', '--out', 'FOLDER/new')).toEqual([]);
    expect(await replaced('x.csv')).toEqual([]);
    expect(await replaced('--resume', 'FOLDER/begun')).toEqual([]);
    await mkdir(join(folder, 'many', 'seed-2'), { recursive: true });
    await writeFile(join(folder, 'many', 'seed-2', 'model.json'), '{}');
    expect(await replaced('x.csv', '--out', 'FOLDER/many', '--seeds', '1,2')).toEqual([
      join(folder, 'many', 'seed-2'),
    ]);
  });

  it('say on stderr, before anything is read, that a model is replaced', async () => {
    const { code, stderr } = await train(['nowhere.csv', '--out', 'begun'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^“begun” holds a model or a run already: this run replaces what is there. To keep it, name another folder.\n/,
    );
  });

  it('end the command with exit code 1 and the sentence alone', async () => {
    const { code, stdout, stderr } = await train(['nowhere.csv', '--seeds', 'abc']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      '--seeds takes whole numbers from 0 to 2147483647, and ranges, such as 1,2,3 or 1-10: not “abc”.\n',
    );
  });
});
