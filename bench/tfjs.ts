/** The same step in tfjs, from the same weights. */
import { layers, ready, sequential, setBackend, tensor, tensor2d, train } from '@tensorflow/tfjs';
import type { Sequential } from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { syntheticWork } from '../src/model/index.ts';
import type { RunConfig, StepTimes } from '../src/model/index.ts';

export async function timeTfjsSteps(
  config: RunConfig,
  backend: string,
  warmUp: number,
  timed: number,
): Promise<StepTimes> {
  if (!(await setBackend(backend))) throw new Error(`tfjs has no ${backend} here.`);
  await ready();
  const { data, parameters } = syntheticWork(config);
  const model = buildModel(config, parameters);
  const shape: [number, number] = [config.batchSize, config.maxLength];
  const x = tensor2d(Float32Array.from(data.train.tokens), shape);
  const y = tensor2d(Float32Array.from(data.train.classes), [config.batchSize, 1]);
  const times: number[] = [];
  const losses: number[] = [];
  for (let i = 0; i < warmUp + timed; i++) {
    const started = performance.now();
    const loss = await model.trainOnBatch(x, y);
    if (i >= warmUp) times.push(performance.now() - started);
    losses.push(Array.isArray(loss) ? loss[0] : loss);
  }
  return { times, losses, adapter: backend };
}

function buildModel(config: RunConfig, parameters: Map<string, Float32Array>): Sequential {
  const { vocabularySize, embeddingSize, layerSizes, maxLength } = config;
  const model = sequential();
  model.add(layers.embedding({ inputDim: vocabularySize, outputDim: embeddingSize, inputLength: maxLength }));
  layerSizes.forEach((units, i) => {
    const returnSequences = i < layerSizes.length - 1;
    model.add(layers.lstm({ units, returnSequences, recurrentActivation: 'sigmoid' }));
  });
  model.add(layers.dense({ units: 1, activation: 'sigmoid' }));
  const prefixes = layerSizes.map((_, i) => `lstm_${i}/forward/`);
  const names = [
    ['embedding'],
    ...prefixes.map((prefix) => ['kernel', 'recurrent_kernel', 'bias'].map((name) => prefix + name)),
    ['dense/kernel', 'dense/bias'],
  ];
  model.layers.forEach((layer, i) => {
    const values = layer.getWeights().map((old, j) => {
      const value = parameters.get(names[i][j]);
      if (!value) throw new RangeError(`There is no parameter ${names[i][j]}.`);
      return tensor(value, old.shape);
    });
    layer.setWeights(values);
  });
  // The same epsilon as ours; tfjs has 1e-7 by default.
  const optimizer = train.adam(config.learningRate, 0.9, 0.999, 1e-8);
  model.compile({ optimizer, loss: 'binaryCrossentropy' });
  return model;
}
