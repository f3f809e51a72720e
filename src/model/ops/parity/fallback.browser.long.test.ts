import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { registerFallback } from '../../backends/fallback.ts';
import { describeGolden } from './golden.ts';
import { describeParity } from './suite.ts';

describe.each(['webgl', 'webgpu'])('builtin tfjs ops', (backendName) => {
  const setup = async () => {
    if (!(await setBackend(backendName))) throw new Error(`There is no ${backendName} in this browser.`);
    registerFallback(backendName);
  };
  describeParity(`fallback on ${backendName}`, setup);
  describeGolden(`fallback on ${backendName}`, setup);
});
