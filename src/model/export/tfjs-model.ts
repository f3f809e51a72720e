/**
 * The network as a tfjs-layers 4 model: the topology as Keras 2 writes it (snake_case, one inbound node
 * a layer) and the manifest of `weights.bin`. Stock `tf.loadLayersModel` reads it.
 */
import type { RunConfig } from '../config.ts';
import { directions, parameterSpecs } from '../network/parameters.ts';
import type { FileName } from './saved-model.ts';

interface KerasLayer {
  class_name: string;
  name: string;
  config: Record<string, unknown>;
  inbound_nodes: [string, number, number, object][][];
}

export interface WeightEntry {
  name: string;
  shape: number[];
  dtype: 'float32';
}

export const weightsFile = 'weights.bin' satisfies FileName;

/** The weights in `weights.bin`, in order: our parameters by the names that tfjs gives them. */
export function weightEntries(config: RunConfig, vocabularyCount: number): WeightEntry[] {
  return parameterSpecs(config, vocabularyCount).map(({ name, shape }) => ({
    name: kerasName(name, config.bidirectional),
    shape,
    dtype: 'float32',
  }));
}

/** `lstm_0/forward/bias` is `lstm_0/bias`, or `bidirectional_0/forward_lstm_0/bias` inside its wrapper. */
function kerasName(name: string, bidirectional: boolean): string {
  if (name === 'embedding') return 'embedding/embeddings';
  if (!bidirectional) return name.replace('/forward/', '/');
  return name.replace(/^lstm_(\d+)\/(forward|backward)\//, 'bidirectional_$1/$2_lstm_$1/');
}

/** The value of `model.json`. */
export function tfjsModel(config: RunConfig, vocabularyCount: number): object {
  const layers = networkLayers(config, vocabularyCount);
  return {
    format: 'layers-model',
    generatedBy: 'Forget Gate',
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: {
        name: 'forget_gate',
        layers,
        input_layers: [[layers[0].name, 0, 0]],
        output_layers: [[layers[layers.length - 1].name, 0, 0]],
      },
      keras_version: 'tfjs-layers 4.22.0',
    },
    weightsManifest: [{ paths: [weightsFile], weights: weightEntries(config, vocabularyCount) }],
  };
}

/**
 * Dropout stands as layers of its own after the LSTM layers, as the network draws it: a new mask for
 * each timestep. Keras's `dropout` of an LSTM is another thing, one mask on its input for all timesteps.
 */
function networkLayers(config: RunConfig, vocabularyCount: number): KerasLayer[] {
  const layers: KerasLayer[] = [];
  const add = (class_name: string, name: string, from: string[], values: Record<string, unknown>) => {
    const inbound = from.map((source): [string, number, number, object] => [source, 0, 0, {}]);
    const settings = { name, trainable: true, ...values };
    layers.push({ class_name, name, config: settings, inbound_nodes: from.length > 0 ? [inbound] : [] });
    return name;
  };
  const drop = (from: string, keepProb: number) =>
    keepProb < 1 ? add('Dropout', `dropout_${from}`, [from], { rate: 1 - keepProb }) : from;

  let x = add('InputLayer', 'words', [], { batch_input_shape: [null, null], dtype: 'int32', sparse: false });
  x = add('Embedding', 'embedding', [x], {
    input_dim: vocabularyCount,
    output_dim: config.embeddingSize,
    // Only where padding can be left out by masking: the poolings over time know no masks.
    mask_zero: config.pooling === 'last',
    dtype: 'float32',
  });
  x = drop(x, config.embeddingKeepProb);
  config.layerSizes.forEach((units, layer) => {
    const last = layer === config.layerSizes.length - 1;
    const lstm = lstmConfig(`lstm_${layer}`, units, !last || config.pooling !== 'last');
    x =
      directions(config).length === 2
        ? add('Bidirectional', `bidirectional_${layer}`, [x], {
            layer: { class_name: 'LSTM', config: lstm },
            merge_mode: 'concat',
          })
        : add('LSTM', lstm.name, [x], lstm);
    x = drop(x, config.keepProb);
  });
  const pools: string[] = [];
  if (config.pooling.startsWith('mean')) pools.push(add('GlobalAveragePooling1D', 'mean', [x], {}));
  if (config.pooling.endsWith('max')) pools.push(add('GlobalMaxPooling1D', 'max', [x], {}));
  if (pools.length > 0) x = pools[0];
  if (pools.length > 1) x = add('Concatenate', 'mean_and_max', pools, { axis: -1 });
  add('Dense', 'dense', [x], { units: 1, activation: 'sigmoid', use_bias: true });
  return layers;
}

function lstmConfig(name: string, units: number, returnSequences: boolean) {
  return {
    name,
    trainable: true,
    units,
    activation: 'tanh',
    recurrent_activation: 'sigmoid',
    use_bias: true,
    unit_forget_bias: true,
    dropout: 0,
    recurrent_dropout: 0,
    implementation: 1,
    return_sequences: returnSequences,
    return_state: false,
    go_backwards: false,
    stateful: false,
  };
}
