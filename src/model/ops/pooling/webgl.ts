/** Pooling over time in fragment shaders. */
import { glsl } from '../../runtime/webgl/painter.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { poolingModes, sequencePool, sequencePoolGrad } from './signature.ts';
import type { PoolGradInput, PoolingAttrs, PoolInput } from './op.ts';
import gradSource from './webgl/grad.glsl?raw';
import poolSource from './webgl/pool.glsl?raw';

const pool = glsl(sequencePool, poolSource);
const grad = glsl(sequencePoolGrad, gradSource);

const poolKernel: FusedKernel<PoolInput, PoolingAttrs, FusedWebglBackend> = {
  name: sequencePool.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs(inputs);
      const [batch, time, hidden] = inputs.sequence.shape;
      const pooled = call.output([batch, hidden]);
      const scalars = { batch, time, hidden, mode: poolingModes[attrs.mode] };
      call.fill({ shader: pool, inputs: views, outputs: { pooled }, scalars });
      return [pooled.info];
    }),
};

const gradKernel: FusedKernel<PoolGradInput, PoolingAttrs, FusedWebglBackend> = {
  name: sequencePoolGrad.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs(inputs);
      const [batch, time, hidden] = inputs.sequence.shape;
      const dSequence = call.output([batch, time, hidden]);
      const scalars = { batch, time, hidden, mode: poolingModes[attrs.mode] };
      call.fill({ shader: grad, inputs: views, outputs: { dSequence }, scalars });
      return [dSequence.info];
    }),
};

export const kernels = [poolKernel, gradKernel];
