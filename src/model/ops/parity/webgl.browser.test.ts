import { setBackend } from '@tensorflow/tfjs-core';
import { openWebgl } from '../../backends/webgl.ts';
import type { DrawingLimits } from '../../runtime/webgl/backend.ts';
import { describeParity } from './suite.ts';

const setup = (limits?: Partial<DrawingLimits>) => async () => {
  await openWebgl(limits);
  await setBackend('webgl');
};

describeParity('webgl', setup());

// What other devices run: many fragments that do less each, drawings in strips, fewer textures filled at once.
const gpu = { enoughFragments: 2048, mostWork: 5000 };
describeParity('webgl as on a GPU', setup(gpu), { only: ['lstm'] });
for (const outputsAtOnce of [6, 4]) {
  const limits = setup({ ...gpu, outputsAtOnce });
  describeParity(`webgl, ${outputsAtOnce} outputs at once`, limits, { only: ['lstm'] });
}
