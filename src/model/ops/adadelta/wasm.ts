/** Adadelta in WebAssembly. */
import { adadeltaJob } from '../helpers/wasm-jobs.ts';
import { updateKernel } from '../helpers/wasm-update.ts';
import { adadeltaUpdate } from './op.ts';
import type { AdadeltaAttrs } from './op.ts';

const slots = ['accumulatedGradient', 'accumulatedDelta'] as const;

export const adadeltaWasm = [
  updateKernel<(typeof slots)[number], AdadeltaAttrs>(adadeltaUpdate, adadeltaJob, slots, (attrs) => [
    -attrs.learningRate,
    attrs.rho,
    1 - attrs.rho,
    attrs.epsilon,
    attrs.l2,
  ]),
];
