/**
 * The network as a tfjs-layers 4 model: the topology as Keras 2 writes it (snake_case, one inbound node
 * a layer) and the manifest of `weights.bin`. `tf.loadLayersModel` reads it.
 */
import type { Decision } from '../../contract/decision.ts';
import type { Pooling, RunConfig } from '../../contract/settings.ts';
import { layersOf } from '../network/layers.ts';
import type { DropoutLayer, NetworkSizes, RecurrentLayer } from '../network/layers.ts';
import { cellFormats } from './cells.ts';
import type { FileName } from '../../contract/bundle.ts';

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
export function weightEntries(config: RunConfig, sizes: NetworkSizes): WeightEntry[] {
  return layersOf(config, sizes).flatMap((layer) =>
    layer.parameters.map(({ name, shape }) => {
      const tfjsName = layer.kind === 'embedding' ? `${name}/embeddings` : name;
      return {
        name: layer.kind === 'recurrent' ? recurrentName(layer, name) : tfjsName,
        shape,
        dtype: 'float32',
      };
    }),
  );
}

/** `lstm_0/forward/bias` is `lstm_0/bias`, or `bidirectional_0/forward_lstm_0/bias` inside its wrapper. */
function recurrentName({ name, index, directions }: RecurrentLayer, parameter: string): string {
  const [, direction, part] = parameter.split('/');
  return directions.length === 1 ? `${name}/${part}` : `${wrapperName(index)}/${direction}_${name}/${part}`;
}

const wrapperName = (index: number) => `bidirectional_${index}`;

interface TfjsSettings {
  decision: Pick<Decision, 'temperature'>;
}

/**
 * The value of `model.json`. The graph gives probabilities by the temperature of its settings.
 * @param settings the value of `settings.json` without the layers: with it, these two files say all but the words
 */
export function tfjsModel(config: RunConfig, sizes: NetworkSizes, settings: TfjsSettings): object {
  const layers = networkLayers(config, sizes, settings.decision.temperature);
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
    weightsManifest: [{ paths: [weightsFile], weights: weightEntries(config, sizes) }],
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
   * each timestep. Keras's `dropout` of a recurrent layer is another thing, one mask on its input for all timesteps.
   */
  drop(from: string, { name, keepProb }: DropoutLayer): string {
    return keepProb < 1 ? this.add('Dropout', name, [from], { rate: 1 - keepProb }) : from;
  }
}

function networkLayers(config: RunConfig, sizes: NetworkSizes, temperature: number): KerasLayer[] {
  const list = new LayerList();
  let x = list.add('InputLayer', 'words', [], {
    batch_input_shape: [null, null],
    dtype: 'int32',
    sparse: false,
  });
  for (const layer of layersOf(config, sizes)) {
    switch (layer.kind) {
      case 'embedding':
        x = list.add('Embedding', layer.name, [x], {
          input_dim: layer.words,
          output_dim: layer.size,
          // Only where padding can be excluded by masking: the poolings over time know no masks.
          mask_zero: config.pooling === 'last',
          dtype: 'float32',
        });
        break;
      case 'dropout':
        x = list.drop(x, layer);
        break;
      case 'recurrent':
        x = addRecurrent(list, layer, x);
        break;
      case 'pooling':
        x = addPooling(list, layer.pooling, x);
        break;
      case 'dense':
        x = list.add('Dense', layer.name, [x], {
          units: layer.units,
          activation: temperature === 1 ? layer.activation : 'linear',
          use_bias: true,
        });
        if (temperature === 1) break;
        x = list.add('Rescaling', 'temperature', [x], { scale: 1 / temperature, offset: 0 });
        x = list.add('Activation', 'probability', [x], { activation: layer.activation });
    }
  }
  return list.layers;
}

function addRecurrent(list: LayerList, layer: RecurrentLayer, from: string): string {
  const { className } = cellFormats[layer.cell].keras;
  const config = cellConfig(layer);
  if (layer.directions.length === 1) return list.add(className, layer.name, [from], config);
  return list.add('Bidirectional', wrapperName(layer.index), [from], {
    layer: { class_name: className, config },
    merge_mode: 'concat',
  });
}

/** With pooling `last` the recurrent layer itself gives its last output. */
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

function cellConfig({ name, cell, units, sequences }: RecurrentLayer) {
  return {
    name,
    trainable: true,
    units,
    activation: 'tanh',
    use_bias: true,
    ...cellFormats[cell].keras.options,
    dropout: 0,
    recurrent_dropout: 0,
    implementation: 1,
    return_sequences: sequences,
    return_state: false,
    go_backwards: false,
    stateful: false,
  };
}
