/** RMSProp in WebAssembly. */
import { rmspropJob } from '../helpers/wasm-jobs.ts';
import { updateKernel } from '../helpers/wasm-update.ts';
import { rmspropUpdate } from './op.ts';
import type { RmspropAttrs } from './op.ts';

export const rmspropWasm = [
  updateKernel<'meanSquare', RmspropAttrs>(rmspropUpdate, rmspropJob, ['meanSquare'], (attrs) => [
    -attrs.learningRate,
    attrs.rho,
    1 - attrs.rho,
    attrs.epsilon,
    attrs.l2,
  ]),
];
