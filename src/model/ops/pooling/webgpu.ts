/** Pooling over time on WebGPU. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { poolingModes, sequencePool, sequencePoolGrad } from './signature.ts';
import type { PoolGradInput, PoolingAttrs, PoolInput } from './op.ts';
import gradCode from './webgpu/grad.wgsl?raw';
import poolCode from './webgpu/pool.wgsl?raw';

const forward: FusedKernel<PoolInput, PoolingAttrs, FusedWebgpuBackend> = {
  name: sequencePool.name,
  run({ inputs, attrs: { mode }, backend }) {
    const [batch, time, hidden] = inputs.sequence.shape;
    const pooled = backend.output([batch, hidden]);
    backend.run({
      source: wgsl(sequencePool, poolCode),
      inputs,
      outputs: { pooled },
      scalars: { batch, time, hidden, mode: poolingModes[mode] },
      groups: backend.flatGroups(batch * hidden, 64),
    });
    return [pooled];
  },
};

const backward: FusedKernel<PoolGradInput, PoolingAttrs, FusedWebgpuBackend> = {
  name: sequencePoolGrad.name,
  run({ inputs, attrs: { mode }, backend }) {
    const [batch, time, hidden] = inputs.sequence.shape;
    const dSequence = backend.output(inputs.sequence.shape);
    backend.run({
      source: wgsl(sequencePoolGrad, gradCode),
      inputs,
      outputs: { dSequence },
      scalars: { batch, time, hidden, mode: poolingModes[mode] },
      groups: backend.flatGroups(batch * hidden, 64),
    });
    return [dSequence];
  },
};

export const kernels = [forward, backward];
