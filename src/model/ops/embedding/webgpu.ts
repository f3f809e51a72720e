/** Words' vectors on WebGPU, and their gradient without atomics. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { embeddingGather, embeddingGrad } from './signature.ts';
import type { EmbeddingGradAttrs, EmbeddingGradInput, EmbeddingInput } from './op.ts';
import gatherCode from './webgpu/gather.wgsl?raw';
import gradCode from './webgpu/grad.wgsl?raw';

const gather: FusedKernel<EmbeddingInput, object, FusedWebgpuBackend> = {
  name: embeddingGather.name,
  run({ inputs: { ids, table }, backend }) {
    const [batch, time] = ids.shape;
    const size = table.shape[1];
    const count = batch * time * size;
    const out = backend.output([batch, time, size]);
    const source = wgsl(embeddingGather.name, gatherCode);
    backend.run({
      source,
      reads: [ids, table],
      writes: [out],
      words: [count, size],
      groups: backend.flatGroups(count),
    });
    return [out];
  },
};

const gradient: FusedKernel<EmbeddingGradInput, EmbeddingGradAttrs, FusedWebgpuBackend> = {
  name: embeddingGrad.name,
  run({ inputs: { dy, sortedIds, order }, attrs: { vocabularySize }, backend }) {
    const [count] = sortedIds.shape;
    const size = dy.shape[2];
    const out = backend.output([vocabularySize, size]);
    backend.clear(out);
    backend.run({
      source: wgsl(embeddingGrad.name, gradCode),
      reads: [dy, sortedIds, order],
      writes: [out],
      words: [count, size, vocabularySize],
      groups: backend.flatGroups(count * size),
    });
    return [out];
  },
};

export const kernels = [gather, gradient];
