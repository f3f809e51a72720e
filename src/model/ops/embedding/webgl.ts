/** The embedding's kernels in fragment shaders. */
import { glsl } from '../../runtime/webgl/painter.ts';
import { signature } from '../../runtime/signature.ts';
import { util } from '@tensorflow/tfjs-core';
import { kernelCall } from '../../runtime/webgl/call.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import { embeddingGather, embeddingGrad } from './signature.ts';
import type { EmbeddingGradAttrs, EmbeddingGradInput, EmbeddingInput } from './op.ts';
import gatherSource from './webgl/gather.glsl?raw';
import gradSource from './webgl/grad.glsl?raw';
import rangesSource from './webgl/ranges.glsl?raw';

const gather = glsl(embeddingGather, gatherSource);
/** Fills a surface with four floats a texel. */
const ranges = glsl(
  signature({
    name: 'EmbeddingRanges',
    inputs: { sortedIds: 'int' },
    outputs: [],
    scalars: { count: 'size', vocabulary: 'size', rowBits: 'size' },
  }),
  rangesSource,
);
const grad = glsl(
  signature({
    name: embeddingGrad.name,
    inputs: { dy: 'float', order: 'int' },
    outputs: ['dTable'],
    scalars: { features: 'size', vocabulary: 'size', rowBits: 'size' },
  }),
  gradSource,
);
/** 2^rowBits texels in a row of the words' ranges. */
const rowBits = 8;

const gatherKernel: FusedKernel<EmbeddingInput, object, FusedWebglBackend> = {
  name: embeddingGather.name,
  run: ({ inputs, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs(inputs);
      const features = inputs.table.shape[1];
      const vectors = call.output([...inputs.ids.shape, features]);
      const scalars = { positions: util.sizeFromShape(inputs.ids.shape), features };
      call.fill({ shader: gather, inputs: views, outputs: { vectors }, scalars });
      return [vectors.info];
    }),
};

const gradKernel: FusedKernel<EmbeddingGradInput, EmbeddingGradAttrs, FusedWebglBackend> = {
  name: embeddingGrad.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const { dy, sortedIds, order } = call.inputs(inputs);
      const vocabulary = attrs.vocabularySize;
      const features = inputs.dy.shape[2];
      const found = call.temporary(2 ** rowBits, Math.ceil(vocabulary / 2 ** rowBits));
      const count = util.sizeFromShape(inputs.sortedIds.shape);
      call.draw({
        shader: ranges,
        tensors: { sortedIds },
        uniforms: { count, vocabulary, rowBits } satisfies Record<
          keyof typeof ranges.signature.scalars,
          number
        >,
        outputs: [found],
      });
      const dTable = call.output([vocabulary, features]);
      call.fill({
        shader: grad,
        inputs: { dy, order },
        outputs: { dTable },
        scalars: { features, vocabulary, rowBits },
        more: { surfaces: { ranges: found } },
      });
      return [dTable.info];
    }),
};

export const kernels = [gatherKernel, gradKernel];
