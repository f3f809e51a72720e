import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { findCommand } from './run-cli.mjs';

const runner = join(import.meta.dirname, 'run-cli.mjs');
let project = '';

/** A command as cli/ has them: types, a shader as text, a file by address, a lazy part. */
const command = `
import text from '../src/double.wgsl?raw';
import address from '../src/table.bin?url&no-inline';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
const args: string[] = process.argv.slice(2);
const { later } = await import('../src/later.ts');
console.log(JSON.stringify({ args, text, found: existsSync(fileURLToPath(address)), later }));
if (args.includes('--fail')) throw new Error('as asked');
`;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'forget-gate-cli-'));
  for (const folder of ['cli', 'bench', 'src']) mkdirSync(join(project, folder));
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
  writeFileSync(join(project, 'src/double.wgsl'), 'fn double() {}');
  writeFileSync(join(project, 'src/table.bin'), 'bytes');
  writeFileSync(join(project, 'src/later.ts'), 'export const later: number = 7;');
  writeFileSync(join(project, 'cli/hello.ts'), command);
  writeFileSync(join(project, 'bench/steps.ts'), 'console.log(1);');
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function run(name: string, ...args: string[]) {
  const call = [name, args, project].map((value) => JSON.stringify(value)).join(', ');
  const code = `import { runCommand } from ${JSON.stringify(runner)}; await runCommand(${call});`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
}

test('a command is found in cli/ and in bench/, and nowhere else', () => {
  expect(findCommand('hello', project)).toBe(join(project, 'cli', 'hello.ts'));
  expect(findCommand('steps', project)).toBe(join(project, 'bench', 'steps.ts'));
  expect(findCommand('missing', project)).toBeNull();
  expect(findCommand('../src/later', project)).toBeNull();
});

test('runs a command with its arguments and prints nothing of its own', () => {
  const { status, stdout, stderr } = run('hello', '--seed', '7');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    args: ['--seed', '7'],
    text: 'fn double() {}',
    found: true,
    later: 7,
  });
  expect(status).toBe(0);
  expect(readdirSync(join(project, '.cache', 'cli'))).toEqual([]);
});

test('a command that throws ends with an error that names its own source line', () => {
  const { status, stderr } = run('hello', '--fail');
  expect(status).toBe(1);
  expect(stderr).toContain('as asked');
  expect(stderr).toContain(
    `hello.ts:${command.split('\n').findIndex((line) => line.includes('as asked')) + 1}`,
  );
});

test('an unknown name is one sentence and exit code 1', () => {
  const { status, stderr } = spawnSync(process.execPath, [runner, 'no-such-command'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr.trim()).toBe(
    'There is no command “no-such-command”: name one of the files in cli/ or bench/, such as train.',
  );
});
