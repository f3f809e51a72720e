/**
 * The network as a tfjs-layers 4 model: the topology as Keras 2 writes it (snake_case, one inbound node
 * a layer) and the manifest of `weights.bin`. Stock `tf.loadLayersModel` reads it.
 */
import type { Pooling, RunConfig } from '../config.ts';
import { parameterSpecs } from '../network/parameters.ts';
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

/**
 * The value of `model.json`.
 * @param settings the value of `settings.json`: with it, these two files say all but the words
 */
export function tfjsModel(config: RunConfig, vocabularyCount: number, settings: object): object {
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
    userDefinedMetadata: { forgetGate: settings },
    weightsManifest: [{ paths: [weightsFile], weights: weightEntries(config, vocabularyCount) }],
  };
}

/** Layers in a row; each `add` and `drop` gives back the name of the layer that now comes last. */
class LayerList {
  readonly layers: KerasLayer[] = [];

  add(kind: string, name: string, from: string[], values: Record<string, unknown> = {}): string {
    const inbound = from.map((source): [string, number, number, object] => [source, 0, 0, {}]);
    this.layers.push({
      class_name: kind,
      name,
      config: { name, trainable: true, ...values },
      inbound_nodes: from.length > 0 ? [inbound] : [],
    });
    return name;
  }

  /**
   * Dropout stands as a layer of its own after what it acts on, as the network draws it: a new mask for
   * each timestep. Keras's `dropout` of an LSTM is another thing, one mask on its input for all timesteps.
   */
  drop(from: string, keepProb: number, what = from): string {
    return keepProb < 1 ? this.add('Dropout', `dropout_${what}`, [from], { rate: 1 - keepProb }) : from;
  }
}

function networkLayers(config: RunConfig, vocabularyCount: number): KerasLayer[] {
  const list = new LayerList();
  const words = list.add('InputLayer', 'words', [], {
    batch_input_shape: [null, null],
    dtype: 'int32',
    sparse: false,
  });
  const embedding = list.add('Embedding', 'embedding', [words], {
    input_dim: vocabularyCount,
    output_dim: config.embeddingSize,
    // Only where padding can be left out by masking: the poolings over time know no masks.
    mask_zero: config.pooling === 'last',
    dtype: 'float32',
  });
  let x = list.drop(embedding, config.embeddingKeepProb);
  config.layerSizes.forEach((_, layer) => {
    x = list.drop(addLstm(list, config, layer, x), config.keepProb);
  });
  const features = list.drop(addPooling(list, config.pooling, x), config.featureKeepProb, 'features');
  list.add('Dense', 'dense', [features], { units: 1, activation: 'sigmoid', use_bias: true });
  return list.layers;
}

function addLstm(list: LayerList, config: RunConfig, layer: number, from: string): string {
  const last = layer === config.layerSizes.length - 1;
  const returnSequences = !last || config.pooling !== 'last';
  const lstm = lstmConfig(`lstm_${layer}`, config.layerSizes[layer], returnSequences);
  if (!config.bidirectional) return list.add('LSTM', lstm.name, [from], lstm);
  return list.add('Bidirectional', `bidirectional_${layer}`, [from], {
    layer: { class_name: 'LSTM', config: lstm },
    merge_mode: 'concat',
  });
}

/** With pooling `last` the LSTM itself gives its last output. */
function addPooling(list: LayerList, pooling: Pooling, from: string): string {
  switch (pooling) {
    case 'last':
      return from;
    case 'mean':
      return list.add('GlobalAveragePooling1D', 'mean', [from]);
    case 'max':
      return list.add('GlobalMaxPooling1D', 'max', [from]);
    case 'mean-max': {
      const pools = [addPooling(list, 'mean', from), addPooling(list, 'max', from)];
      return list.add('Concatenate', 'mean_and_max', pools, { axis: -1 });
    }
  }
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
