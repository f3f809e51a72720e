import { setBackend } from '@tensorflow/tfjs-core';
import { describe, expect } from 'vitest';
import { openWasm } from '../../backends/wasm/index.ts';
import { describeGolden } from './golden.ts';
import { describeParity } from './suite.ts';

describe.each([
  { simd: 'relaxed', threads: 1 },
  { simd: 'relaxed', threads: 3 },
  { simd: 'plain', threads: 1 },
  { simd: 'plain', threads: 2 },
] as const)('WebAssembly, $simd SIMD, $threads threads', (options) => {
  const setup = async () => {
    expect(await openWasm(options)).toMatchObject(options);
    await setBackend('wasm');
  };
  describeParity('wasm', setup);
  describeGolden('wasm', setup);
});
