/** Adam's update in a fragment shader. */
import { updateKernel } from '../helpers/webgl/update.ts';
import { adamUpdate } from './op.ts';
import type { AdamAttrs, AdamInput } from './op.ts';
import source from './webgl/update.glsl?raw';

const shader = { name: 'adam update', source };

export const adamWebgl = [updateKernel<AdamInput, AdamAttrs>(adamUpdate, shader, ['m', 'v'])];
