/** Adadelta's update in a fragment shader. */
import { updateKernel } from '../helpers/webgl/update.ts';
import { adadeltaUpdate } from './op.ts';
import type { AdadeltaAttrs, AdadeltaInput } from './op.ts';
import source from './webgl/update.glsl?raw';

const shader = { name: 'adadelta update', source };

export const adadeltaWebgl = [
  updateKernel<AdadeltaInput, AdadeltaAttrs>(adadeltaUpdate, shader, [
    'accumulatedGradient',
    'accumulatedDelta',
  ]),
];
