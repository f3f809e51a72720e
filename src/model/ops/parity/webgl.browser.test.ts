import { setBackend } from '@tensorflow/tfjs-core';
import { openWebgl } from '../../backends/webgl.ts';
import { describeParity } from './suite.ts';

describeParity('webgl', async () => {
  await openWebgl();
  await setBackend('webgl');
});
