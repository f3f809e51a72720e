/** Runs Python where it is installed with what a test needs: numbers computed by programs that are not ours. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const pythons = [process.env['PYTHON'], 'python3', '/usr/bin/python3'];

/** A Python that has all these modules; null where there is none. */
export function findPython(...modules: string[]): string | null {
  const code = modules.map((name) => `import ${name}`).join('\n');
  const found = pythons.find((python) => python && spawnSync(python, ['-c', code]).status === 0);
  return found ?? null;
}

/** A new folder with these files, gone when the test is. */
export function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'forget-gate-bundle-'));
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Standard output of a program; what it says on standard error is part of the error when it fails. */
export function run(program: string, args: readonly string[], folder: string, input?: string): string {
  return execFileSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
    // One thread: other tests run beside it. No byte code: the folder is what the bundle is.
    env: { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
}

/**
 * Registers tests that need Python with some modules. Where there is none, one test stands in their place, whose
 * name says that they did not run; it sees to it that the programs are there at least.
 */
export function whereInstalled(python: string | null, modules: string): { has: boolean; name: string } {
  return python
    ? { has: true, name: modules }
    : { has: false, name: `${modules}: not checked, no Python here has it` };
}
