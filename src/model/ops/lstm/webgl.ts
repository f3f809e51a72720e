/** The LSTM in fragment shaders. */
import { backwardKernel } from './webgl/backward.ts';
import { forwardKernel } from './webgl/forward.ts';

export const kernels = [forwardKernel, backwardKernel];
