/** `| head -1`: whoever reads a command's output may close it, and the command ends without a word. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainReviews, run, smallNetwork } from './testing/command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-closed-'));
  await writeFile(join(folder, 'reviews.csv'), plainReviews(200));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const command = (name: string, ...args: string[]) => [process.execPath, 'scripts/run-cli.mjs', name, ...args];

it('a training whose output is closed after the first line ends at once, and says nothing', async () => {
  const long = [join(folder, 'reviews.csv'), ...smallNetwork, '--epochs', '500', '--json'];
  let epochs = 0;
  const { code, stderr } = await run(command('train', ...long), {
    onOutput(said, child) {
      epochs = said.split('"epoch":').length - 1;
      child.stdout?.destroy();
    },
  });
  expect(code).toBe(141);
  expect(epochs).toBeLessThan(500);
  expect(stderr).not.toMatch(/EPIPE|Error| {4}at /);
}, 60_000);

it.each([
  ['inspect', () => [join(folder, 'reviews.csv')]],
  ['profile', () => ['--help']],
  ['predict', () => ['--help']],
  ['bench', () => ['--help']],
])(
  '%s | nobody',
  async (name, args) => {
    const words = command(name, ...args()).map((word) => `'${word}'`);
    // `true` reads nothing, and the status is that of the command: bash names both.
    const script = `sleep 0 | { ${words.join(' ')}; echo "code $?" >&2; } | true`;
    const { stderr } = await run(['bash', '-c', script], {});
    expect(stderr).toBe('code 141\n');
  },
  60_000,
);

it('a disk that is full under the output is one sentence', async () => {
  const words = command('train', '--help').map((word) => `'${word}'`);
  const { code, stderr } = await run(['bash', '-c', `exec ${words.join(' ')} > /dev/full`], {});
  expect(code).toBe(1);
  expect(stderr).toBe('The output could not be written (ENOSPC).\n');
}, 60_000);
