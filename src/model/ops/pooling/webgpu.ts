/** Pooling over time on WebGPU. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { sequencePool, sequencePoolGrad } from './signature.ts';
import type { PoolGradInput, PoolingAttrs, PoolingMode, PoolInput } from './op.ts';
import gradCode from './webgpu/grad.wgsl?raw';
import poolCode from './webgpu/pool.wgsl?raw';

/** MODE in the shaders. */
const modes: Record<PoolingMode, number> = { last: 0, first: 1, mean: 2, max: 3 };

const forward: FusedKernel<PoolInput, PoolingAttrs, FusedWebgpuBackend> = {
  name: sequencePool.name,
  run({ inputs: { sequence, lengths }, attrs: { mode }, backend }) {
    const [batch, time, hidden] = sequence.shape;
    const out = backend.output([batch, hidden]);
    backend.run({
      source: wgsl(sequencePool.name, poolCode, { MODE: modes[mode] }),
      reads: [sequence, lengths],
      writes: [out],
      words: [batch, time, hidden],
      groups: backend.flatGroups(batch * hidden, 64),
    });
    return [out];
  },
};

const backward: FusedKernel<PoolGradInput, PoolingAttrs, FusedWebgpuBackend> = {
  name: sequencePoolGrad.name,
  run({ inputs: { sequence, lengths, pooled, dy }, attrs: { mode }, backend }) {
    const [batch, time, hidden] = sequence.shape;
    const out = backend.output(sequence.shape);
    backend.run({
      source: wgsl(sequencePoolGrad.name, gradCode, { MODE: modes[mode] }),
      reads: [sequence, lengths, pooled, dy],
      writes: [out],
      words: [batch, time, hidden],
      groups: backend.flatGroups(batch * hidden, 64),
    });
    return [out];
  },
};

export const kernels = [forward, backward];
