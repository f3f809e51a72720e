import { setBackend } from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { openWasm } from '../../backends/wasm/index.ts';
import { describeParity } from './suite.ts';

describe.each(['relaxed', 'plain'] as const)('WebAssembly, %s SIMD', (simd) => {
  const setup = async () => {
    await openWasm({ simd, threads: 2 });
    await setBackend('wasm');
  };
  describeParity('wasm', setup, { heavy: true });
});
