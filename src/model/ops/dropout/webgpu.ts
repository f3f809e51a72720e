/** Dropout on WebGPU. */
import { util } from '@tensorflow/tfjs-core';
import { keepThreshold } from '../helpers/counter.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import { f32 } from '../../runtime/webgpu/backend.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { counterDropout } from './signature.ts';
import type { DropoutAttrs } from './op.ts';
import code from './webgpu/dropout.wgsl?raw';

const dropout: FusedKernel<'x', DropoutAttrs, FusedWebgpuBackend> = {
  name: counterDropout.name,
  run({ inputs: { x }, attrs: { key0, key1, keepProb }, backend }) {
    const count = util.sizeFromShape(x.shape);
    const out = backend.output(x.shape);
    const words = [count, key0, key1, keepThreshold(keepProb), f32(keepProb)];
    const source = wgsl(counterDropout.name, code);
    backend.run({ source, reads: [x], writes: [out], words, groups: backend.flatGroups(count) });
    return [out];
  },
};

export const kernels = [dropout];
