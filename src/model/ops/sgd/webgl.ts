/** Gradient descent's update in a fragment shader. */
import { updateKernel } from '../helpers/webgl/update.ts';
import { sgdUpdate } from './op.ts';
import type { SgdAttrs, SgdInput } from './op.ts';
import source from './webgl/update.glsl?raw';

const shader = { name: 'sgd update', source };

export const sgdWebgl = [updateKernel<SgdInput, SgdAttrs>(sgdUpdate, shader, ['velocity'])];
