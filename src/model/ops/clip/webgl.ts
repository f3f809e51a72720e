/** The gradients' norm in fragment shaders. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall, sizeOf } from '../../runtime/webgl/call.ts';
import { squaredNorm, clipScale } from './signature.ts';
import type { ClipAttrs } from './op.ts';
import partialSumsSource from './webgl/partial-sums.glsl?raw';
import scaleSource from './webgl/scale.glsl?raw';

const partialSums = { name: 'partial sums', source: partialSumsSource };
const scale = { name: 'clip scale', source: scaleSource };
/** The most elements that one fragment sums. */
const maxChunk = 1024;

const normKernel: FusedKernel<'x', object, FusedWebglBackend> = {
  name: squaredNorm.name,
  run: ({ inputs, backend }) =>
    kernelCall(backend, (call) => {
      let x = call.input(inputs.x);
      let count = sizeOf(inputs.x);
      let squares = 1;
      for (;;) {
        // Two stages of about √count sums each, or more where those would be long.
        const chunk = count <= 64 ? 64 : Math.min(maxChunk, Math.ceil(Math.sqrt(count)));
        const sums = Math.ceil(count / chunk);
        const output = call.output([sums]);
        const uniforms = { count, stride: sums, squares };
        call.fill({ shader: partialSums, tensors: { x }, uniforms, outputs: [output] });
        if (sums === 1) return [output.info];
        call.releaseAtEnd(output);
        [x, count, squares] = [output, sums, 0];
      }
    }),
};

const scaleKernel: FusedKernel<'squares', ClipAttrs, FusedWebglBackend> = {
  name: clipScale.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const tensors = { squares: call.input(inputs.squares) };
      const output = call.output([2]);
      const uniforms = { count: sizeOf(inputs.squares), maxNorm: attrs.maxNorm };
      call.fill({ shader: scale, tensors, uniforms, outputs: [output] });
      return [output.info];
    }),
};

export const kernels = [normKernel, scaleKernel];
