import { signature } from '../../runtime/signature.ts';
import { jobOf } from '../../runtime/wasm/jobs.ts';

export const embeddingGather = signature({
  name: 'EmbeddingGather',
  inputs: { ids: 'int', table: 'float' },
  outputs: ['vectors'],
  scalars: { positions: 'size', features: 'size' },
});

export const embeddingGrad = signature({
  name: 'EmbeddingGrad',
  inputs: { dy: 'float', sortedIds: 'int', order: 'int' },
  outputs: ['dTable'],
  scalars: { positions: 'size', features: 'size', vocabulary: 'size' },
});

export const gatherJob = jobOf(embeddingGather);
export const gradJob = jobOf(embeddingGrad);
export const embeddingOp = { kernels: [embeddingGather, embeddingGrad], jobs: [gatherJob, gradJob] };
