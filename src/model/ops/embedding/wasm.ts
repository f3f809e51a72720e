/** The embedding in WebAssembly. */
import { gatherJob, segmentSumJob } from '../../runtime/wasm/jobs.ts';
import { elementsToSpread } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { embeddingGather, embeddingGrad } from './op.ts';
import type { EmbeddingGradAttrs, EmbeddingGradInput, EmbeddingInput } from './op.ts';

const gather: WasmKernel<EmbeddingInput, object> = {
  name: embeddingGather,
  run({ inputs: { ids, table }, backend }) {
    const [rows, width] = table.shape;
    const words = backend.ints(ids);
    // Outside the table lies other tensors' memory.
    const stray = words.find((id) => id < 0 || id >= rows);
    if (stray !== undefined) throw new RangeError(`Word ${stray} is not in an embedding of ${rows} words.`);
    const count = words.length;
    const output = backend.output([...ids.shape, width]);
    const addresses = [ids, table, output].map((tensor) => backend.address(tensor));
    backend.run(gatherJob, [...addresses, count, width], [], count * width > elementsToSpread);
    return [output];
  },
};

const gradient: WasmKernel<EmbeddingGradInput, EmbeddingGradAttrs> = {
  name: embeddingGrad,
  run({ inputs: { dy, sortedIds, order }, attrs: { vocabularySize }, backend }) {
    const width = dy.shape[dy.shape.length - 1];
    const dTable = backend.output([vocabularySize, width]);
    const addresses = [dy, sortedIds, order, dTable].map((tensor) => backend.address(tensor));
    const spread = vocabularySize * width > elementsToSpread;
    backend.run(segmentSumJob, [...addresses, order.shape[0], width, vocabularySize], [], spread);
    return [dTable];
  },
};

export const embeddingWasm = [gather, gradient];
