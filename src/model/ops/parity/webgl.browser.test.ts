import { setBackend } from '@tensorflow/tfjs-core';
import { openWebgl } from '../../backends/webgl.ts';
import type { DrawingLimits } from '../helpers/webgl/backend.ts';
import { describeParity } from './suite.ts';

const setup = (limits?: Partial<DrawingLimits>) => async () => {
  await openWebgl(limits);
  await setBackend('webgl');
};

describeParity('webgl', setup());

// What other devices run: many fragments that do less each, and fewer textures filled at once.
describeParity('webgl as on a GPU', setup({ enoughFragments: 2048 }), { only: ['lstm'] });
for (const outputsAtOnce of [6, 4]) {
  const limits = { outputsAtOnce, enoughFragments: 2048 };
  describeParity(`webgl, ${outputsAtOnce} outputs at once`, setup(limits), { only: ['lstm'] });
}
