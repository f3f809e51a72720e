import { setBackend } from '@tensorflow/tfjs-core';
import { openWasm } from '../../backends/wasm/index.ts';
import { openWebgl } from '../../backends/webgl.ts';
import { openWebgpu } from '../../backends/webgpu.ts';
import { describeGolden } from './golden.ts';

const backends = { webgpu: openWebgpu, webgl: openWebgl, wasm: openWasm };

for (const [name, open] of Object.entries(backends))
  describeGolden(name, async () => {
    await open();
    await setBackend(name);
  });
