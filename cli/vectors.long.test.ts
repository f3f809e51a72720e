/** A large file of vectors streams: what is held are the words of the texts and the most frequent ones. */
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commandOf } from './testing/command.ts';

const inspect = await commandOf('inspect');
const gigabyte = 1e9;
const size = 100;
const known = ['the', 'good', 'bad', 'great', 'food', 'phone', 'place'];

/** Of made-up words, but for a few; in the order of the file the known ones come first and last. */
function writeLargeFile(path: string): void {
  const numbers = Array.from({ length: 500 }, (_, k) =>
    Array.from({ length: size }, (__, i) => Math.sin(k * size + i).toFixed(5)).join(' '),
  );
  const file = openSync(path, 'w');
  let bytes = 0;
  for (let part = 0; bytes < gigabyte; part++) {
    const names = part === 0 ? known.slice(0, 4) : [];
    const lines = numbers.map((vector, i) => `${names[i] ?? `word${part}x${i}`} ${vector}`);
    bytes += writeSync(file, `${lines.join('\n')}\n`);
  }
  for (const [i, word] of known.slice(4).entries()) writeSync(file, `${word} ${numbers[i]}\n`);
  closeSync(file);
}

/** The most memory that a process has had, in bytes; 0 where the system does not say. */
function peakOf(pid: number | undefined): number {
  const path = `/proc/${pid}/status`;
  const kilobytes = existsSync(path) ? /VmHWM:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
  return 1024 * Number(kilobytes ?? 0);
}

test('a file of a gigabyte is read within a gigabyte of memory, and what it covers is said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'forget-gate-vectors-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'large.txt');
  writeLargeFile(path);
  expect(statSync(path).size).toBeGreaterThan(gigabyte);
  let peak = 0;
  const started = performance.now();
  const { code, stdout, stderr } = await inspect(
    ['--dataset', 'uci-sentences', '--embedding-start', 'file', '--vectors', path, '--json'],
    {
      onStart: ({ pid }) => {
        const timer = setInterval(() => (peak = Math.max(peak, peakOf(pid))), 50);
        onTestFinished(() => clearInterval(timer));
      },
    },
  );
  expect(stderr).not.toContain('Error');
  expect(code).toBe(0);
  const { vectors } = JSON.parse(stdout) as { vectors: { wordsCovered: number; furtherWords: number } };
  expect(vectors.wordsCovered).toBe(known.length);
  expect(vectors.furtherWords).toBe(20_000 - 4);
  console.log(
    `${(peak / 1e6).toFixed(0)} MB at most, ${((performance.now() - started) / 1_000).toFixed(0)} s`,
  );
  expect(peak).toBeLessThan(gigabyte);
}, 1_200_000);
