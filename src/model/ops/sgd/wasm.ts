/** Gradient descent with momentum in WebAssembly. */
import { sgdJob } from '../helpers/wasm-jobs.ts';
import { updateKernel } from '../helpers/wasm-update.ts';
import { sgdUpdate } from './op.ts';
import type { SgdAttrs } from './op.ts';

export const sgdWasm = [
  updateKernel<'velocity', SgdAttrs>(sgdUpdate, sgdJob, ['velocity'], (attrs) => [
    -attrs.learningRate,
    attrs.momentum,
    attrs.l2,
  ]),
];
