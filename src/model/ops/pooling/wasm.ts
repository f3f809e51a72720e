/** Pooling in WebAssembly. */
import { util } from '@tensorflow/tfjs-core';
import { parallelElements } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { poolGradJob, poolingModes, poolJob, sequencePool, sequencePoolGrad } from './signature.ts';
import type { PoolGradInput, PoolingAttrs, PoolInput } from './op.ts';

const forward: WasmKernel<PoolInput, PoolingAttrs> = {
  name: sequencePool.name,
  run({ inputs: { sequence, lengths }, attrs: { mode }, backend }) {
    const [batch, time, hidden] = sequence.shape;
    const pooled = backend.output([batch, hidden]);
    const parallel =
      util.sizeFromShape(sequence.shape) > parallelElements && (mode === 'mean' || mode === 'max');
    const sizes = { batch, time, hidden, mode: poolingModes[mode] };
    backend.run(poolJob, { sequence, lengths, pooled, ...sizes }, parallel);
    return [pooled];
  },
};

const gradient: WasmKernel<PoolGradInput, PoolingAttrs> = {
  name: sequencePoolGrad.name,
  run({ inputs: { sequence, lengths, pooled, dy }, attrs: { mode }, backend }) {
    const [batch, time, hidden] = sequence.shape;
    const dSequence = backend.output(sequence.shape);
    const sizes = { batch, time, hidden, mode: poolingModes[mode] };
    const parallel = util.sizeFromShape(sequence.shape) > parallelElements;
    backend.run(poolGradJob, { sequence, lengths, pooled, dy, dSequence, ...sizes }, parallel);
    return [dSequence];
  },
};

export const kernels = [forward, gradient];
