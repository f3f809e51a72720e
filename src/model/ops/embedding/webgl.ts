/** The embedding's kernels in fragment shaders. */
import { kernelCall, sizeOf } from '../../runtime/webgl/call.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import { embeddingGather, embeddingGrad } from './signature.ts';
import type { EmbeddingGradAttrs, EmbeddingGradInput, EmbeddingInput } from './op.ts';
import gatherSource from './webgl/gather.glsl?raw';
import gradSource from './webgl/grad.glsl?raw';
import rangesSource from './webgl/ranges.glsl?raw';

const gather = { name: 'embedding gather', source: gatherSource };
const ranges = { name: 'embedding ranges', source: rangesSource };
const grad = { name: 'embedding gradient', source: gradSource };
/** 2^rowBits texels in a row of the words' ranges. */
const rowBits = 8;

const gatherKernel: FusedKernel<EmbeddingInput, object, FusedWebglBackend> = {
  name: embeddingGather.name,
  run: ({ inputs, backend }) =>
    kernelCall(backend, (call) => {
      const tensors = { ids: call.input(inputs.ids), table: call.input(inputs.table) };
      const features = inputs.table.shape[1];
      const output = call.output([...inputs.ids.shape, features]);
      const uniforms = { positions: sizeOf(inputs.ids), features };
      call.fill({ shader: gather, tensors, uniforms, outputs: [output] });
      return [output.info];
    }),
};

const gradKernel: FusedKernel<EmbeddingGradInput, EmbeddingGradAttrs, FusedWebglBackend> = {
  name: embeddingGrad.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const dy = call.input(inputs.dy);
      const sortedIds = call.input(inputs.sortedIds);
      const order = call.input(inputs.order);
      const vocabulary = attrs.vocabularySize;
      const features = inputs.dy.shape[2];
      const found = call.temporary(2 ** rowBits, Math.ceil(vocabulary / 2 ** rowBits));
      const count = sizeOf(inputs.sortedIds);
      call.draw({
        shader: ranges,
        tensors: { sortedIds },
        uniforms: { count, vocabulary, rowBits },
        outputs: [found],
      });
      const output = call.output([vocabulary, features]);
      call.fill({
        shader: grad,
        tensors: { dy, order },
        surfaces: { ranges: found },
        uniforms: { features, vocabulary, rowBits },
        outputs: [output],
      });
      return [output.info];
    }),
};

export const kernels = [gatherKernel, gradKernel];
