/** Dropout on WebGPU. */
import { util } from '@tensorflow/tfjs-core';
import { keepThreshold } from '../helpers/counter.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { counterDropout } from './signature.ts';
import type { DropoutAttrs } from './op.ts';
import code from './webgpu/dropout.wgsl?raw';

const dropout: FusedKernel<'x', DropoutAttrs, FusedWebgpuBackend> = {
  name: counterDropout.name,
  run({ inputs: { x }, attrs, backend }) {
    const count = util.sizeFromShape(x.shape);
    const y = backend.output(x.shape);
    const scalars = { count, ...attrs, threshold: keepThreshold(attrs.keepProb) };
    const source = wgsl(counterDropout, code);
    backend.run({ source, inputs: { x }, outputs: { y }, scalars, groups: backend.flatGroups(count) });
    return [y];
  },
};

export const kernels = [dropout];
