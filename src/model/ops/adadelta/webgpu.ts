/** Adadelta's update of a parameter on WebGPU. */
import { updateKernel } from '../helpers/webgpu/update.ts';
import { adadeltaUpdate } from './op.ts';
import type { AdadeltaAttrs, AdadeltaInput } from './op.ts';
import code from './webgpu/update.wgsl?raw';

export const adadeltaWebgpu = [
  updateKernel<AdadeltaInput, AdadeltaAttrs>(
    adadeltaUpdate,
    code,
    ['accumulatedGradient', 'accumulatedDelta'],
    ['learningRate', 'rho', 'epsilon', 'l2'],
  ),
];
