/**
 * `node scripts/run-cli.mjs wasm-step [--shape B,T,E,H1:H2,V] [--steps N]`: where the time of a training step in
 * WebAssembly goes, in Node, beside the rate that one thread of the same machine reaches with a bare product.
 */
import { median } from '../src/contract/math.ts';
import { bench } from '../src/contract/messages/en/bench.ts';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import plain from '../.cache/kernels/simd-single.ts';
import relaxed from '../.cache/kernels/relaxed-single.ts';
import { timeSteps } from '../src/model/index.ts';
import { benchConfig } from './config.ts';
import { defaultShape, parseShape, stepFlops } from './shape.ts';

/** Operations of one turn of `bareProduct`. */
const turnFlops = 12_288;

const least = (times: number[]) => Math.min(...times);
const gigaflops = (flops: number, milliseconds: number) => (flops / milliseconds / 1e6).toFixed(1);

/** GFLOP/s of one thread, data in its first-level cache: what no step can exceed. */
function bareRate(simd: 'relaxed' | 'plain'): string {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const module = new WebAssembly.Module(Buffer.from(simd === 'relaxed' ? relaxed : plain, 'base64'));
  const memory = new WebAssembly.Memory({ initial: 16 });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  new Float32Array(memory.buffer).fill(0.001);
  const bareProduct = exports['bareProduct'] as (at: number, turns: number) => void;
  const times = Array.from({ length: 300 }, () => {
    const started = performance.now();
    bareProduct(65_536, 1_000);
    return performance.now() - started;
  });
  return gigaflops(1_000 * turnFlops, least(times));
}

/** Milliseconds by kernel, added up from now on. */
function watchKernels(): Map<string, number> {
  const total = new Map<string, number>();
  for (const kernel of getKernelsForBackend('wasm')) {
    const { kernelFunc, kernelName } = kernel;
    kernel.kernelFunc = (call) => {
      const started = performance.now();
      const outputs = kernelFunc(call);
      total.set(kernelName, (total.get(kernelName) ?? 0) + performance.now() - started);
      return outputs;
    };
  }
  return total;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { shape: { type: 'string' }, steps: { type: 'string', default: '60' } },
  });
  const shape = values.shape ? parseShape(values.shape) : defaultShape;
  const steps = Number(values.steps);
  const config = benchConfig(shape);
  const { times, adapter } = await timeSteps(config, 'wasm', 20, steps);
  const flops = stepFlops(shape);
  console.log(bench.wasm.step(adapter, flops));
  for (const [name, ms] of [
    [bench.wasm.median, median(times)],
    [bench.wasm.least, least(times)],
  ] as const)
    console.log(bench.wasm.rate(name, ms, gigaflops(flops, ms)));
  console.log(bench.wasm.bare(bareRate('relaxed'), bareRate('plain')));

  const kernels = watchKernels();
  const watched = await timeSteps(config, 'wasm', 0, steps);
  const rest = watched.times.reduce((sum, time) => sum + time, 0);
  const inKernels = [...kernels.values()].reduce((sum, time) => sum + time, 0);
  console.log(`\n${bench.wasm.kernels}`);
  for (const [name, ms] of [...kernels, [bench.wasm.rest, rest - inKernels] as const].toSorted(
    (a, b) => b[1] - a[1],
  ))
    console.log(name.padEnd(20), (ms / steps).toFixed(3).padStart(8));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
