/** The gradients' norm in fragment shaders. */
import { glsl } from '../../runtime/webgl/painter.ts';
import { signature } from '../../runtime/signature.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { util } from '@tensorflow/tfjs-core';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { squaredNorm, clipScale } from './signature.ts';
import type { ClipAttrs } from './op.ts';
import partialSumsSource from './webgl/partial-sums.glsl?raw';
import scaleSource from './webgl/scale.glsl?raw';

const partialSums = glsl(
  signature({
    name: squaredNorm.name,
    inputs: { x: 'float' },
    outputs: ['sum'],
    scalars: { count: 'size', stride: 'size', squares: 'flag' },
  }),
  partialSumsSource,
);
const scale = glsl(clipScale, scaleSource);
/** The most elements that one fragment sums. */
const maxChunk = 1024;

const normKernel: FusedKernel<'x', object, FusedWebglBackend> = {
  name: squaredNorm.name,
  run: ({ inputs, backend }) =>
    kernelCall(backend, (call) => {
      let x = call.input(inputs.x);
      let count = util.sizeFromShape(inputs.x.shape);
      let squares = 1;
      for (;;) {
        // Two stages of about √count sums each, or more where those would be long.
        const chunk = count <= 64 ? 64 : Math.min(maxChunk, Math.ceil(Math.sqrt(count)));
        const sums = Math.ceil(count / chunk);
        const sum = call.output([sums]);
        const scalars = { count, stride: sums, squares };
        call.fill({ shader: partialSums, inputs: { x }, outputs: { sum }, scalars });
        if (sums === 1) return [sum.info];
        call.releaseAtEnd(sum);
        [x, count, squares] = [sum, sums, 0];
      }
    }),
};

const scaleKernel: FusedKernel<'squares', ClipAttrs, FusedWebglBackend> = {
  name: clipScale.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs(inputs);
      const scaleAndNorm = call.output([2]);
      const scalars = { count: util.sizeFromShape(inputs.squares.shape), ...attrs };
      call.fill({ shader: scale, inputs: views, outputs: { scaleAndNorm }, scalars });
      return [scaleAndNorm.info];
    }),
};

export const kernels = [normKernel, scaleKernel];
