/** The embedding in WebAssembly. */
import { parallelElements } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { embeddingGather, embeddingGrad, gatherJob, gradJob } from './signature.ts';
import type { EmbeddingGradAttrs, EmbeddingGradInput, EmbeddingInput } from './op.ts';

const gather: WasmKernel<EmbeddingInput, object> = {
  name: embeddingGather.name,
  run({ inputs: { ids, table }, backend }) {
    const [rows, features] = table.shape;
    const words = backend.ints(ids);
    // Outside the table lies other tensors' memory.
    const stray = words.find((id) => id < 0 || id >= rows);
    if (stray !== undefined) throw new RangeError(`Word ${stray} is not in an embedding of ${rows} words.`);
    const positions = words.length;
    const vectors = backend.output([...ids.shape, features]);
    const parallel = positions * features > parallelElements;
    backend.run(gatherJob, { ids, table, vectors, positions, features }, parallel);
    return [vectors];
  },
};

const gradient: WasmKernel<EmbeddingGradInput, EmbeddingGradAttrs> = {
  name: embeddingGrad.name,
  run({ inputs: { dy, sortedIds, order }, attrs: { vocabularySize }, backend }) {
    const features = dy.shape[dy.shape.length - 1];
    const dTable = backend.output([vocabularySize, features]);
    const parallel = vocabularySize * features > parallelElements;
    const sizes = { positions: order.shape[0], features, vocabulary: vocabularySize };
    backend.run(gradJob, { dy, sortedIds, order, dTable, ...sizes }, parallel);
    return [dTable];
  },
};

export const kernels = [gather, gradient];
