import { setBackend } from '@tensorflow/tfjs-core';
import { openWebgl } from '../../backends/webgl.ts';
import { describeParity } from './suite.ts';

const setup = async () => {
  await openWebgl();
  await setBackend('webgl');
};
describeParity('webgl', setup, { heavy: true });
