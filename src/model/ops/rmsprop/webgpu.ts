/** Rmsprop's update of a parameter on WebGPU. */
import { updateKernel } from '../helpers/webgpu/update.ts';
import { rmspropUpdate } from './op.ts';
import type { RmspropAttrs, RmspropInput } from './op.ts';
import code from './webgpu/update.wgsl?raw';

export const rmspropWebgpu = [
  updateKernel<RmspropInput, RmspropAttrs>(
    rmspropUpdate,
    code,
    ['meanSquare'],
    ['learningRate', 'rho', 'epsilon', 'l2'],
  ),
];
