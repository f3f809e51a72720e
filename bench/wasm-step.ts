/**
 * `node scripts/run-cli.mjs wasm-step`: where the time of a training step in WebAssembly goes, in Node, beside the rate
 * that the same machine reaches with a bare product out of its first-level cache.
 */
import { parseArgs } from 'node:util';
import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import { timeSteps } from '../src/model/index.ts';
import { benchConfig } from './config.ts';
import { defaultShape, parseShape, stepFlops } from './shape.ts';

const { values } = parseArgs({
  options: { shape: { type: 'string' }, steps: { type: 'string', default: '60' } },
});
const shape = values.shape ? parseShape(values.shape) : defaultShape;
const steps = Number(values.steps);
const config = benchConfig(shape);

const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1];

const first = await timeSteps(config, 'wasm', 20, steps);
const milliseconds = new Map<string, number>();
for (const kernel of getKernelsForBackend('wasm')) {
  const { kernelFunc, kernelName } = kernel;
  kernel.kernelFunc = (call) => {
    const start = performance.now();
    const outputs = kernelFunc(call);
    milliseconds.set(kernelName, (milliseconds.get(kernelName) ?? 0) + performance.now() - start);
    return outputs;
  };
}
const { times, adapter } = await timeSteps(config, 'wasm', 0, steps);
const sum = times.reduce((total, time) => total + time, 0);
const rate = (ms: number) => (stepFlops(shape) / ms / 1e6).toFixed(1);
console.log(
  adapter,
  'median',
  median(first.times).toFixed(2),
  'min',
  Math.min(...first.times).toFixed(2),
  'ms',
  rate(median(first.times)),
  'GFLOP/s',
);
console.log('profiled mean', (sum / steps).toFixed(2));
for (const [name, ms] of [...milliseconds].sort((a, b) => b[1] - a[1]))
  console.log(name.padEnd(20), (ms / steps).toFixed(3));
