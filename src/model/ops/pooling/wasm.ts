/** Pooling in WebAssembly. */
import { poolFirst, poolGradJob, poolJob, poolLast, poolMax, poolMean } from '../../runtime/wasm/jobs.ts';
import { elementsToSpread, sizeOf } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { sequencePool, sequencePoolGrad } from './op.ts';
import type { PoolGradInput, PoolingAttrs, PoolingMode, PoolInput } from './op.ts';

const modes: Record<PoolingMode, number> = { last: poolLast, first: poolFirst, mean: poolMean, max: poolMax };

const forward: WasmKernel<PoolInput, PoolingAttrs> = {
  name: sequencePool,
  run({ inputs: { sequence, lengths }, attrs: { mode }, backend }) {
    const [batch, time, hidden] = sequence.shape;
    const pooled = backend.output([batch, hidden]);
    const addresses = [sequence, lengths, pooled].map((tensor) => backend.address(tensor));
    const spread = sizeOf(sequence.shape) > elementsToSpread && (mode === 'mean' || mode === 'max');
    backend.run(poolJob, [...addresses, 0, 0, batch, time, hidden, modes[mode]], [], spread);
    return [pooled];
  },
};

const gradient: WasmKernel<PoolGradInput, PoolingAttrs> = {
  name: sequencePoolGrad,
  run({ inputs: { sequence, lengths, pooled, dy }, attrs: { mode }, backend }) {
    const [batch, time, hidden] = sequence.shape;
    const dSequence = backend.output(sequence.shape);
    const addresses = [sequence, lengths, pooled, dy, dSequence].map((tensor) => backend.address(tensor));
    const spread = sizeOf(sequence.shape) > elementsToSpread;
    backend.run(poolGradJob, [...addresses, batch, time, hidden, modes[mode]], [], spread);
    return [dSequence];
  },
};

export const poolingWasm = [forward, gradient];
