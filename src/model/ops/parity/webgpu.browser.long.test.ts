import { setBackend } from '@tensorflow/tfjs-core';
import { openWebgpu } from '../../backends/webgpu.ts';
import { describeParity } from './suite.ts';

async function open(): Promise<void> {
  await openWebgpu();
  await setBackend('webgpu');
}

/** With the workgroups and the shared memory of a GPU, which a software adapter has as well, though slowly. */
async function openAsOnGpu(): Promise<void> {
  const { backend } = await openWebgpu();
  backend.software = false;
  backend.subgroups = false;
  await setBackend('webgpu');
}

describeParity('webgpu', open, { heavy: true });
describeParity('webgpu, as on a GPU', openAsOnGpu);
describeParity('webgpu, as on a GPU', openAsOnGpu, { heavy: true });
