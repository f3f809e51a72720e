/** Dropout in a fragment shader. */
import { glsl } from '../../runtime/webgl/painter.ts';
import { keepThreshold } from '../helpers/counter.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { util } from '@tensorflow/tfjs-core';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { counterDropout } from './signature.ts';
import type { DropoutAttrs } from './op.ts';
import source from './webgl/dropout.glsl?raw';

const shader = glsl(counterDropout, source);

const kernel: FusedKernel<'x', DropoutAttrs, FusedWebglBackend> = {
  name: counterDropout.name,
  run: ({ inputs: { x }, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs({ x });
      const y = call.output(x.shape);
      const scalars = {
        count: util.sizeFromShape(x.shape),
        ...attrs,
        threshold: keepThreshold(attrs.keepProb),
      };
      call.fill({ shader, inputs: views, outputs: { y }, scalars });
      return [y.info];
    }),
};

export const kernels = [kernel];
