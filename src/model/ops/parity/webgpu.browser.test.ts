import { setBackend } from '@tensorflow/tfjs-core';
import { openWebgpu } from '../../backends/webgpu.ts';
import { describeParity } from './suite.ts';

describeParity('webgpu', async () => {
  await openWebgpu();
  await setBackend('webgpu');
});
