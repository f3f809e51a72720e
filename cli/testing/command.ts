/** Commands as child processes, bundled once: a test that starts one many times need not wait for the bundler each time. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { bundleCommand } from '../../scripts/bundle-command.mjs';

export interface Outcome {
  /** Null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions extends Pick<SpawnOptions, 'cwd'> {
  /** What standard input holds; without it there is none. */
  input?: string | Uint8Array;
  /** Is called with all that was said so far, whenever something was. */
  onOutput?: (stdout: string, child: ChildProcess) => void;
  /** Is called with what runs. */
  onStart?: (child: ChildProcess) => void;
  /** The most kilobytes that it may write to a file: a full disk, as far as the command can tell. */
  fileLimit?: number;
}

export type Run = (args: readonly string[], options?: RunOptions) => Promise<Outcome>;

const root = resolve(import.meta.dirname, '../..');

/** Bundles a command of cli/ for the tests of a file, and gives what runs it. */
export async function commandOf(name: string): Promise<Run> {
  const cache = join(root, '.cache', 'cli');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, `test-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  await bundleCommand(join(root, 'cli', `${name}.ts`), folder);
  return (args, options = {}) => run([process.execPath, join(folder, 'command.mjs'), ...args], options);
}

/** Runs a program to its end. */
export function run(
  command: readonly string[],
  { cwd = root, input, onOutput, onStart, fileLimit }: RunOptions,
): Promise<Outcome> {
  const limited = ['bash', '-c', `ulimit -f ${fileLimit ?? 'unlimited'}; exec "$@"`, 'bash', ...command];
  const [program, ...args] = fileLimit === undefined ? command : limited;
  const child = spawn(program, args, {
    cwd,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  onStart?.(child);
  child.stdin?.end(input);
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onOutput?.(stdout, child);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((done) => child.once('close', (code) => done({ code, stdout, stderr })));
}

/** A CSV of reviews that say plainly what they are. */
export function plainReviews(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const good = i % 2 === 1;
    return `"Number ${i}, ${good ? 'a good and lovely' : 'a bad and awful'} thing",${good ? 'pos' : 'neg'}`;
  });
  return ['words,verdict', ...lines].join('\n');
}

/** A network that trains in a moment. */
export const smallNetwork = [
  ...['--lstm-sizes', '6', '--embedding-size', '5', '--batch-size', '16', '--max-length', '12'],
  ...['--adversarial-noise', '0', '--early-stopping', '0', '--backend', 'wasm'],
];
