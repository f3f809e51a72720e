/** Adam's update of a parameter on WebGPU. */
import { updateKernel } from '../helpers/webgpu/update.ts';
import { adamUpdate } from './op.ts';
import type { AdamAttrs, AdamInput } from './op.ts';
import code from './webgpu/update.wgsl?raw';

export const adamWebgpu = [
  updateKernel<AdamInput, AdamAttrs>(
    adamUpdate,
    code,
    ['m', 'v'],
    ['learningRate', 'beta1', 'beta2', 'epsilon', 'correction1', 'correction2', 'l2'],
  ),
];
