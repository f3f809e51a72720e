/** Pooling over time in fragment shaders. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { sequencePool, sequencePoolGrad } from './signature.ts';
import type { PoolGradInput, PoolingAttrs, PoolingMode, PoolInput } from './op.ts';
import gradSource from './webgl/grad.glsl?raw';
import poolSource from './webgl/pool.glsl?raw';

const pool = { name: 'pooling', source: poolSource };
const grad = { name: 'pooling gradient', source: gradSource };
/** The shaders' numbers of the modes. */
const modes: Record<PoolingMode, number> = { last: 0, first: 1, mean: 2, max: 3 };

const poolKernel: FusedKernel<PoolInput, PoolingAttrs, FusedWebglBackend> = {
  name: sequencePool.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const tensors = { sequence: call.input(inputs.sequence), lengths: call.input(inputs.lengths) };
      const [batch, time, features] = inputs.sequence.shape;
      const output = call.output([batch, features]);
      const uniforms = { batch, time, features, mode: modes[attrs.mode] };
      call.fill({ shader: pool, tensors, uniforms, outputs: [output] });
      return [output.info];
    }),
};

const gradKernel: FusedKernel<PoolGradInput, PoolingAttrs, FusedWebglBackend> = {
  name: sequencePoolGrad.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const tensors = {
        sequence: call.input(inputs.sequence),
        lengths: call.input(inputs.lengths),
        pooled: call.input(inputs.pooled),
        dy: call.input(inputs.dy),
      };
      const [batch, time, features] = inputs.sequence.shape;
      const output = call.output([batch, time, features]);
      const uniforms = { batch, time, features, mode: modes[attrs.mode] };
      call.fill({ shader: grad, tensors, uniforms, outputs: [output] });
      return [output.info];
    }),
};

export const kernels = [poolKernel, gradKernel];
