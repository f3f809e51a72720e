/** The ops on any stock tfjs backend, without kernels of our own. */
import { getKernel } from '@tensorflow/tfjs-core';
import { clipComposition } from '../ops/clip/composition.ts';
import { denseComposition } from '../ops/dense/composition.ts';
import { dropoutComposition } from '../ops/dropout/composition.ts';
import { embeddingComposition } from '../ops/embedding/composition.ts';
import { gruComposition } from '../ops/gru/composition.ts';
import { registerKernels } from '../runtime/kernel.ts';
import { lossComposition } from '../ops/loss/composition.ts';
import { lstmComposition } from '../ops/lstm/composition.ts';
import { simpleRnnComposition } from '../ops/simple-rnn/composition.ts';
import { updateComposition } from '../ops/optimizers/composition.ts';
import { poolingComposition } from '../ops/pooling/composition.ts';

const kernels = [
  ...lstmComposition,
  ...gruComposition,
  ...simpleRnnComposition,
  ...embeddingComposition,
  ...dropoutComposition,
  ...poolingComposition,
  ...denseComposition,
  ...lossComposition,
  ...clipComposition,
  ...updateComposition,
];

/**
 * Registers a composition of stock ops for each op that this tfjs backend (`cpu`, `webgl`, `webgpu`) has
 * no kernel for yet. Calling it again does nothing. An op's forward and gradient kernels must be of one
 * kind: register both of your own, or neither, before this.
 */
export function registerComposition(backendName: string): void {
  registerKernels(
    backendName,
    kernels.filter((kernel) => getKernel(kernel.name, backendName) === undefined),
  );
}
