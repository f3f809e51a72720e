import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { registerComposition } from '../../backends/composition.ts';
import { describeParity } from './suite.ts';

describeParity(
  'composition on cpu',
  async () => {
    await setBackend('cpu');
    registerComposition('cpu');
  },
  { heavy: true },
);
