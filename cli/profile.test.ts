import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { StepProfile } from '../src/model/index.ts';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function profile(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile('node', ['scripts/run-cli.mjs', 'profile', ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const small = [
  ...['--lstm-sizes', '6,4', '--bidirectional', 'false', '--embedding-size', '5'],
  ...['--batch-size', '16', '--max-length', '12'],
];

describe('npm run profile', () => {
  it('prints each phase, the memory and, as JSON, the same', async () => {
    const text = await profile('--dataset', 'uci-sentences', '--preset', 'recommended', ...small);
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/^wasm \(.+\), a step of 16 reviews with \d+ tokens each:/);
    for (const phase of ['data', 'embedding', 'forward', 'backward', 'update', 'readback', 'whole step'])
      expect(text.stdout).toMatch(new RegExp(`^ {2}${phase} +\\d+\\.\\d+ ms`, 'm'));
    expect(text.stdout).toMatch(/^Memory held: \d+\.\d MB; 28 tensors/m);

    const { stdout } = await profile(...small, '--json');
    const { rows, phases, stepMilliseconds } = JSON.parse(stdout) as StepProfile;
    expect(rows).toBe(16);
    expect(phases).toHaveLength(6);
    expect(stepMilliseconds).toBeGreaterThan(0);
  }, 60_000);

  it('says what is wrong in one sentence', async () => {
    const { code, stdout, stderr } = await profile('--wrong-flag');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('There is no --wrong-flag.');
    expect(stderr).toContain('See npm run profile -- --help.');
  }, 30_000);
});
