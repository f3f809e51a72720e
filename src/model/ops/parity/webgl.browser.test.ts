import { setBackend } from '@tensorflow/tfjs-core';
import { openWebgl } from '../../backends/webgl.ts';
import { describeParity } from './suite.ts';

const setup = (outputsAtOnce?: number) => async () => {
  await openWebgl(outputsAtOnce);
  await setBackend('webgl');
};

describeParity('webgl', setup());

// What devices take that fill fewer textures at once than the one at hand.
for (const outputsAtOnce of [6, 4])
  describeParity(`webgl, ${outputsAtOnce} outputs at once`, setup(outputsAtOnce), { only: ['lstm'] });
