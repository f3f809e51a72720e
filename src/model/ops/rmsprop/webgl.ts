/** RMSProp's update in a fragment shader. */
import { updateKernel } from '../helpers/webgl/update.ts';
import { rmspropUpdate } from './op.ts';
import type { RmspropAttrs, RmspropInput } from './op.ts';
import source from './webgl/update.glsl?raw';

const shader = { name: 'rmsprop update', source };

export const rmspropWebgl = [updateKernel<RmspropInput, RmspropAttrs>(rmspropUpdate, shader, ['meanSquare'])];
