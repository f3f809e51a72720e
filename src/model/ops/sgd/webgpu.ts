/** SGD's update of a parameter on WebGPU. */
import { updateKernel } from '../helpers/webgpu/update.ts';
import { sgdUpdate } from './op.ts';
import type { SgdAttrs, SgdInput } from './op.ts';
import code from './webgpu/update.wgsl?raw';

export const sgdWebgpu = [
  updateKernel<SgdInput, SgdAttrs>(sgdUpdate, code, ['velocity'], ['learningRate', 'momentum', 'l2']),
];
