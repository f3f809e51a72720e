/** Adam in WebAssembly. */
import { adamJob } from '../helpers/wasm-jobs.ts';
import { updateKernel } from '../helpers/wasm-update.ts';
import { adamUpdate } from './op.ts';
import type { AdamAttrs } from './op.ts';

export const adamWasm = [
  updateKernel<'m' | 'v', AdamAttrs>(adamUpdate, adamJob, ['m', 'v'], (attrs) => [
    -attrs.learningRate / attrs.correction1,
    attrs.beta1,
    1 - attrs.beta1,
    attrs.beta2,
    1 - attrs.beta2,
    attrs.epsilon,
    1 / Math.sqrt(attrs.correction2),
    attrs.l2,
  ]),
];
