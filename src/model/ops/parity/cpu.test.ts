import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { registerFallback } from '../../backends/fallback.ts';
import { describeParity } from './suite.ts';

describeParity('fallback on cpu', async () => {
  await setBackend('cpu');
  registerFallback('cpu');
});
