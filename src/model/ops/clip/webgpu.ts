/** Clipping on WebGPU: sums in two rounds, as one workgroup can't see what others wrote. */
import { util } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../runtime/kernel.ts';
import { f32 } from '../../runtime/webgpu/backend.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { squaredNorm, clipScale } from './signature.ts';
import type { ClipAttrs } from './op.ts';
import scaleCode from './webgpu/scale.wgsl?raw';
import squaresCode from './webgpu/squares.wgsl?raw';

/** Elements that a workgroup sums in the first round, at least: else a second round is not worth it. */
const elementsPerGroup = 2_048;
const mostGroups = 256;

const squares = wgsl(squaredNorm.name, squaresCode);

const norm: FusedKernel<'x', object, FusedWebgpuBackend> = {
  name: squaredNorm.name,
  run({ inputs: { x }, backend }) {
    const count = util.sizeFromShape(x.shape);
    const groups = Math.min(mostGroups, ...backend.flatGroups(count, elementsPerGroup));
    const out = backend.output([1]);
    const partial = groups > 1 ? backend.output([groups]) : out;
    backend.run({ source: squares, reads: [x], writes: [partial], words: [count, 1], groups: [groups] });
    if (groups > 1) {
      backend.run({ source: squares, reads: [partial], writes: [out], words: [groups, 0], groups: [1] });
      backend.release(partial);
    }
    return [out];
  },
};

const scale: FusedKernel<'squares', ClipAttrs, FusedWebgpuBackend> = {
  name: clipScale.name,
  run({ inputs, attrs, backend }) {
    const out = backend.output([2]);
    const words = [inputs.squares.shape[0], f32(attrs.maxNorm)];
    const source = wgsl(clipScale.name, scaleCode);
    backend.run({ source, reads: [inputs.squares], writes: [out], words, groups: [1] });
    return [out];
  },
};

export const kernels = [norm, scale];
