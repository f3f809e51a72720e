/** Runs bench/pytorch.py where there is a Python with PyTorch. */
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { bench } from '../src/contract/messages/en/bench.ts';
import type { Shape } from './shape.ts';

export interface PytorchTimes {
  torch: string;
  /** Milliseconds by number of threads. */
  threads: Record<string, number>;
  device?: string;
  cuda?: number;
}

const pythons = [process.env['PYTHON'], 'python3', '/usr/bin/python3'];

/** @throws {Error} when no Python here has PyTorch */
export async function runPytorch(shape: Shape): Promise<PytorchTimes> {
  const { batch, time, embedding, layers, vocabulary } = shape;
  const text = [batch, time, embedding, layers.join(':'), vocabulary].join(',');
  const threads = [...new Set([1, availableParallelism()])].join(',');
  for (const python of pythons) {
    if (!python) continue;
    const run = promisify(execFile)(python, ['bench/pytorch.py', '--shape', text, '--threads', threads]);
    const output = await run.catch(() => null);
    if (output) return JSON.parse(output.stdout) as PytorchTimes;
  }
  throw new Error(bench.noPytorch);
}
