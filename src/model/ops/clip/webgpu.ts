/** Clipping on WebGPU: sums in two rounds, as one workgroup can't see what others wrote. */
import { util } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { signature } from '../../runtime/signature.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { squaredNorm, clipScale } from './signature.ts';
import type { ClipAttrs } from './op.ts';
import scaleCode from './webgpu/scale.wgsl?raw';
import squaresCode from './webgpu/squares.wgsl?raw';

/** Elements that a workgroup sums in the first round, at least: else a second round is not worth it. */
const elementsPerGroup = 2_048;
const mostGroups = 256;

/** The sum of x, or of its squares, in as many parts as there are workgroups. */
const squares = wgsl(
  signature({
    name: squaredNorm.name,
    inputs: { x: 'float' },
    outputs: ['partial'],
    scalars: { count: 'size', square: 'flag' },
  }),
  squaresCode,
);
const scaleSource = wgsl(clipScale, scaleCode);

const norm: FusedKernel<'x', object, FusedWebgpuBackend> = {
  name: squaredNorm.name,
  run({ inputs: { x }, backend }) {
    const count = util.sizeFromShape(x.shape);
    const groups = Math.min(mostGroups, ...backend.flatGroups(count, elementsPerGroup));
    const out = backend.output([1]);
    const partial = groups > 1 ? backend.output([groups]) : out;
    backend.run({
      source: squares,
      inputs: { x },
      outputs: { partial },
      scalars: { count, square: 1 },
      groups: [groups],
    });
    if (groups > 1) {
      const scalars = { count: groups, square: 0 };
      backend.run({
        source: squares,
        inputs: { x: partial },
        outputs: { partial: out },
        scalars,
        groups: [1],
      });
      backend.release(partial);
    }
    return [out];
  },
};

const scale: FusedKernel<'squares', ClipAttrs, FusedWebgpuBackend> = {
  name: clipScale.name,
  run({ inputs, attrs, backend }) {
    const scaleAndNorm = backend.output([2]);
    const scalars = { count: inputs.squares.shape[0], ...attrs };
    backend.run({ source: scaleSource, inputs, outputs: { scaleAndNorm }, scalars, groups: [1] });
    return [scaleAndNorm];
  },
};

export const kernels = [norm, scale];
