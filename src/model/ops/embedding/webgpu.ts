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
  run({ inputs, backend }) {
    const [batch, time] = inputs.ids.shape;
    const positions = batch * time;
    const features = inputs.table.shape[1];
    const vectors = backend.output([batch, time, features]);
    backend.run({
      source: wgsl(embeddingGather, gatherCode),
      inputs,
      outputs: { vectors },
      scalars: { positions, features },
      groups: backend.flatGroups(positions * features),
    });
    return [vectors];
  },
};

const gradient: FusedKernel<EmbeddingGradInput, EmbeddingGradAttrs, FusedWebgpuBackend> = {
  name: embeddingGrad.name,
  run({ inputs, attrs: { vocabularySize: vocabulary }, backend }) {
    const [positions] = inputs.sortedIds.shape;
    const features = inputs.dy.shape[2];
    const dTable = backend.output([vocabulary, features]);
    backend.clear(dTable);
    backend.run({
      source: wgsl(embeddingGrad, gradCode),
      inputs,
      outputs: { dTable },
      scalars: { positions, features, vocabulary },
      groups: backend.flatGroups(positions * features),
    });
    return [dTable];
  },
};

export const kernels = [gather, gradient];
