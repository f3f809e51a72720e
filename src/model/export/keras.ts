/**
 * The network as a Keras 3 model: a zip of `config.json`, `metadata.json` and `model.weights.h5`, which
 * `keras.saving.load_model` reads. Stock layers only, so that no code of ours is needed to load it.
 *
 * Input: ids [B,T], rows filled up at their end with 0. Output: probability of class 1 [B,1].
 *
 * Padding is masked by the embedding, which LSTM layers and the mean know. The maximum knows no mask; so a second,
 * frozen embedding of one number a word, −4 for padding and 0 for all else, is added to the outputs before it.
 * These lie between −1 and 1: padding is never the largest, and the others do not change.
 */
import { zipSync } from 'fflate';
import type { Pooling, RunConfig } from '../config.ts';
import { featureCount, parameterSpecs } from '../network/parameters.ts';
import { jsonBytes } from './bytes.ts';
import { writeHdf5 } from './hdf5.ts';
import type { Tensor } from './safetensors.ts';
import type { SavedModel } from './saved-model.ts';

const paddingPenalty = -4;

type Json = Record<string, unknown>;

/** What a layer writes: where it comes from, its shape, for the layers that read it. */
interface Output {
  layer: string;
  shape: (number | null)[];
}

/** Layers in a row, with the paths at which Keras looks for each one's variables. */
class LayerList {
  readonly layers: Json[] = [];
  readonly paths = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  add(kind: string, name: string, inputs: readonly Output[], shape: Output['shape'], config: Json): Output {
    // Variables are found by the layer's class and its place among those of this class, not by its name.
    const snake = snakeNames[kind] ?? kind.toLowerCase();
    const before = this.counts.get(kind) ?? 0;
    this.counts.set(kind, before + 1);
    this.paths.set(name, `layers/${before > 0 ? `${snake}_${before}` : snake}`);
    const tensors = inputs.map(kerasTensor);
    const isMerging = kind === 'Concatenate' || kind === 'Add';
    this.layers.push({
      ...keras('keras.layers', kind, { name, ...(kind !== 'InputLayer' && common), ...config }),
      name,
      inbound_nodes: inputs.length > 0 ? [{ args: isMerging ? [tensors] : tensors, kwargs: {} }] : [],
    });
    return { layer: name, shape };
  }

  drop(input: Output, keepProb: number, what: string): Output {
    if (keepProb === 1) return input;
    return this.add('Dropout', `dropout_${what}`, [input], input.shape, { rate: 1 - keepProb, seed: null });
  }
}

/** Of every layer but the input. */
const common = { trainable: true, dtype: 'float32' };

const snakeNames: Record<string, string> = {
  InputLayer: 'input_layer',
  GlobalAveragePooling1D: 'global_average_pooling1_d',
  GlobalMaxPooling1D: 'global_max_pooling1_d',
};

function keras(module: string, kind: string, config: Json): Json {
  return { module, class_name: kind, config, registered_name: null };
}

function kerasTensor({ layer, shape }: Output): Json {
  return {
    class_name: '__keras_tensor__',
    config: { shape, dtype: layer === 'ids' ? 'int32' : 'float32', keras_history: [layer, 0, 0] },
  };
}

/**
 * The bytes of `model.keras`.
 * @throws {RangeError} when a parameter is missing
 */
export function kerasModel(
  saved: Pick<SavedModel, 'config' | 'vocabulary' | 'parameters'>,
): Uint8Array<ArrayBuffer> {
  const list = new LayerList();
  const answer = addNetwork(list, saved.config, saved.vocabulary.length);
  const model = keras('keras.src.models.functional', 'Functional', {
    name: 'forget_gate',
    trainable: true,
    layers: list.layers,
    input_layers: [['ids', 0, 0]],
    output_layers: [[answer.layer, 0, 0]],
  });
  const level = 0;
  // A date without meaning, as in the bundle: the file must not depend on the clock.
  const mtime = new Date(1980, 0, 1);
  return zipSync(
    {
      'metadata.json': jsonBytes({ keras_version: '3.0.0', date_saved: '1980-01-01@00:00:00' }),
      'config.json': jsonBytes({ ...model, registered_name: 'Functional' }),
      'model.weights.h5': writeHdf5(variables(saved, list), ['vars']),
    },
    { level, mtime },
  );
}

function addNetwork(list: LayerList, config: RunConfig, words: number): Output {
  const ids = list.add('InputLayer', 'ids', [], [null, null], {
    batch_shape: [null, null],
    dtype: 'int32',
    sparse: false,
  });
  const embedding = list.add('Embedding', 'embedding', [ids], [null, null, config.embeddingSize], {
    input_dim: words,
    output_dim: config.embeddingSize,
    mask_zero: true,
  });
  let x = list.drop(embedding, config.embeddingKeepProb, 'embedding');
  config.layerSizes.forEach((_, layer) => {
    x = list.drop(addLstm(list, config, layer, x), config.keepProb, `lstm_${layer}`);
  });
  const pooled = addPooling(list, config, words, ids, x);
  const features = list.drop(pooled, config.featureKeepProb, 'features');
  return list.add('Dense', 'dense', [features], [null, 1], {
    units: 1,
    activation: 'sigmoid',
    use_bias: true,
  });
}

function addLstm(list: LayerList, config: RunConfig, layer: number, from: Output): Output {
  const isLast = layer === config.layerSizes.length - 1;
  const sequences = !isLast || config.pooling !== 'last';
  const units = config.layerSizes[layer];
  const shape = (width: number) => (sequences ? [null, null, width] : [null, width]);
  const lstm = (name: string, backwards: boolean): Json => ({
    name,
    ...common,
    units,
    activation: 'tanh',
    recurrent_activation: 'sigmoid',
    use_bias: true,
    return_sequences: sequences,
    return_state: false,
    go_backwards: backwards,
    stateful: false,
    unroll: false,
  });
  if (!config.bidirectional)
    return list.add('LSTM', `lstm_${layer}`, [from], shape(units), lstm(`lstm_${layer}`, false));
  return list.add('Bidirectional', `bidirectional_${layer}`, [from], shape(2 * units), {
    merge_mode: 'concat',
    layer: keras('keras.layers', 'LSTM', lstm(`forward_lstm_${layer}`, false)),
    backward_layer: keras('keras.layers', 'LSTM', lstm(`backward_lstm_${layer}`, true)),
  });
}

/** With pooling `last` the LSTM itself gives its last output, past the masked padding. */
function addPooling(list: LayerList, config: RunConfig, words: number, ids: Output, x: Output): Output {
  const width = featureCount({ ...config, pooling: 'last' });
  const add = (pooling: Pooling): Output => {
    switch (pooling) {
      case 'last':
        return x;
      case 'mean':
        return list.add('GlobalAveragePooling1D', 'mean', [x], [null, width], poolingConfig);
      case 'max':
        return list.add(
          'GlobalMaxPooling1D',
          'max',
          [addPenalty(list, words, ids, x)],
          [null, width],
          poolingConfig,
        );
      case 'mean-max':
        return list.add('Concatenate', 'mean_and_max', [add('mean'), add('max')], [null, 2 * width], {
          axis: -1,
        });
    }
  };
  return add(config.pooling);
}

const poolingConfig = { data_format: 'channels_last', keepdims: false };

function addPenalty(list: LayerList, words: number, ids: Output, x: Output): Output {
  const penalty = list.add('Embedding', 'padding_penalty', [ids], [null, null, 1], {
    input_dim: words,
    output_dim: 1,
    mask_zero: false,
    trainable: false,
  });
  return list.add('Add', 'without_padding', [x, penalty], x.shape, {});
}

/** Every variable by its path in `model.weights.h5`. */
function variables(saved: Parameters<typeof kerasModel>[0], list: LayerList): Map<string, Tensor> {
  const { config, vocabulary, parameters } = saved;
  const found = new Map<string, Tensor>();
  for (const { name, shape } of parameterSpecs(config, vocabulary.length)) {
    const values = parameters.get(name);
    if (!values) throw new RangeError(`Parameter ${name} is missing.`);
    found.set(variablePath(name, config.bidirectional, list), { shape, values });
  }
  const penalty = list.paths.get('padding_penalty');
  if (penalty) {
    const values = new Float32Array(vocabulary.length).fill(paddingPenalty, 0, 1);
    found.set(`${penalty}/vars/0`, { shape: [vocabulary.length, 1], values });
  }
  return found;
}

const variableNumbers: Record<string, number> = { kernel: 0, recurrent_kernel: 1, bias: 2 };

/** `lstm_0/backward/bias` is `layers/bidirectional/backward_layer/cell/vars/2`. */
function variablePath(name: string, bidirectional: boolean, list: LayerList): string {
  if (name === 'embedding') return `${list.paths.get('embedding')}/vars/0`;
  const [layer, second, third] = name.split('/');
  if (layer === 'dense') return `${list.paths.get('dense')}/vars/${second === 'kernel' ? 0 : 1}`;
  const wrapper = list.paths.get(bidirectional ? layer.replace('lstm', 'bidirectional') : layer);
  return `${wrapper}/${bidirectional ? `${second}_layer/` : ''}cell/vars/${variableNumbers[third]}`;
}
