/** Dropout in a fragment shader. */
import { keepThreshold } from '../helpers/counter.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { counterDropout } from './signature.ts';
import type { DropoutAttrs } from './op.ts';
import source from './webgl/dropout.glsl?raw';

const shader = { name: 'dropout', source };

const kernel: FusedKernel<'x', DropoutAttrs, FusedWebglBackend> = {
  name: counterDropout.name,
  run: ({ inputs, attrs: { keepProb, key0, key1 }, backend }) =>
    kernelCall(backend, (call) => {
      const tensors = { x: call.input(inputs.x) };
      const output = call.output(inputs.x.shape);
      const uniforms = { key0, key1, keepProb, threshold: keepThreshold(keepProb) };
      call.fill({ shader, tensors, uniforms, outputs: [output] });
      return [output.info];
    }),
};

export const kernels = [kernel];
