import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { registerComposition } from '../../backends/composition.ts';
import { describeGolden } from './golden.ts';
import { describeParity } from './suite.ts';

describe.each(['webgl', 'webgpu'])('stock tfjs', (backendName) => {
  const setup = async () => {
    if (!(await setBackend(backendName))) throw new Error(`There is no ${backendName} in this browser.`);
    registerComposition(backendName);
  };
  describeParity(`composition on ${backendName}`, setup);
  describeGolden(`composition on ${backendName}`, setup);
});
