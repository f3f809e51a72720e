/** Runs Python where it is installed with what a test needs: numbers computed by programs that are not ours. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exportParts } from '../../../contract/export-parts.ts';
import { bundleFiles, makeGolden } from '../index.ts';
import type { FileName } from '../../../contract/bundle.ts';
import { savedModel } from './saved.ts';

const pythons = [process.env['PYTHON'], 'python3', '/usr/bin/python3'];

/** A Python that has all these modules; null where there is none. */
function findPython(...modules: string[]): string | null {
  const code = modules.map((name) => `import ${name}`).join('\n');
  const found = pythons.find((python) => python && spawnSync(python, ['-c', code]).status === 0);
  return found ?? null;
}

/** A new folder with these files, gone when the test is. */
export function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'forget-gate-bundle-'));
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
    maxBuffer: 64 * 2 ** 20,
    // One thread: other tests run beside it. No byte code: the folder is what the bundle is.
    env: { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
}

/**
 * Tests that need a Python with some modules. Where no Python has them, one test stands in their place, whose name
 * says so; it only sees to it that the bundle holds what they would have run.
 */
export function describeWithPython(
  what: string,
  modules: readonly string[],
  files: readonly FileName[],
  suite: (python: string) => void,
): void {
  const python = findPython(...modules);
  const inBundle = () =>
    test('its files are in the bundle', () => {
      const saved = savedModel();
      const names = Object.keys(bundleFiles(saved, new Set(exportParts), { golden: makeGolden(saved) }));
      expect(names).toEqual(expect.arrayContaining([...files]));
    });
  const absent = `${what}: not run, no Python here has ${modules.join(' and ')}`;
  describe(python ? what : absent, () => (python ? suite(python) : inBundle()));
}
