/** Clipping in WebAssembly. */
import { util } from '@tensorflow/tfjs-core';
import { parallelElements } from '../../runtime/wasm/backend.ts';
import type { WasmKernel } from '../../runtime/wasm/backend.ts';
import { blockOfSquares, clipScale, squaredNorm, squaresJob } from './signature.ts';
import type { ClipAttrs } from './op.ts';

const squares: WasmKernel<'x', object> = {
  name: squaredNorm.name,
  run({ inputs: { x }, backend }) {
    const count = util.sizeFromShape(x.shape);
    const blocks = Math.ceil(count / blockOfSquares);
    const output = backend.output([1]);
    const sum = backend.withScratch([blocks * 8], ([partials]) => {
      backend.run(squaresJob, { x, partials, count }, count > parallelElements);
      return backend.doublesAt(partials, blocks).reduce((total, partial) => total + partial, 0);
    });
    backend.floats(output)[0] = sum;
    return [output];
  },
};

const scale: WasmKernel<'squares', ClipAttrs> = {
  name: clipScale.name,
  run({ inputs, attrs: { maxNorm }, backend }) {
    const output = backend.output([2]);
    const norm = Math.sqrt(backend.floats(inputs.squares).reduce((total, square) => total + square, 0));
    // Written so that a NaN stays one.
    const factor = maxNorm > 0 && !(norm + 1e-6 <= maxNorm) ? maxNorm / (norm + 1e-6) : 1;
    backend.floats(output).set([factor, norm]);
    return [output];
  },
};

export const kernels = [squares, scale];
