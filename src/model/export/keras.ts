/**
 * The network as a Keras 3 model: a zip of `config.json`, `metadata.json` and `model.weights.h5`, which
 * `keras.saving.load_model` reads. Standard layers only, so that no code of ours is needed to load it.
 *
 * Input: ids [B,T], rows filled up at their end with 0. Output: probability of class 1 [B,1], by the model's temperature.
 *
 * Padding is masked by the embedding, which recurrent layers and the mean know. The maximum knows no mask; so a second,
 * frozen embedding of one number a word, −4 for padding and 0 for all else, is added to the outputs before it.
 * These lie between −1 and 1: padding is never the largest, and the others do not change.
 */
import { zipSync } from 'fflate';
import type { Pooling } from '../../contract/settings.ts';
import { layersOf } from '../network/layers.ts';
import type { DenseLayer, DropoutLayer, Layer, PoolingLayer, RecurrentLayer } from '../network/layers.ts';
import { cellFormats } from './cells.ts';
import { jsonBytes } from './bytes.ts';
import { writeHdf5 } from './hdf5.ts';
import type { Tensor } from './safetensors.ts';
import { sizesOf } from './saved-model.ts';
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

  drop(input: Output, { name, keepProb }: DropoutLayer): Output {
    if (keepProb === 1) return input;
    return this.add('Dropout', name, [input], input.shape, { rate: 1 - keepProb, seed: null });
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
  saved: Pick<SavedModel, 'config' | 'vocabulary' | 'classNames' | 'decision' | 'parameters'>,
): Uint8Array<ArrayBuffer> {
  const list = new LayerList();
  const answer = addNetwork(list, saved);
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

function addNetwork(list: LayerList, saved: Parameters<typeof kerasModel>[0]): Output {
  const { config, decision } = saved;
  const sizes = sizesOf(saved);
  const ids = list.add('InputLayer', 'ids', [], [null, null], {
    batch_shape: [null, null],
    dtype: 'int32',
    sparse: false,
  });
  let x = ids;
  for (const layer of layersOf(config, sizes)) {
    switch (layer.kind) {
      case 'embedding':
        x = list.add('Embedding', layer.name, [x], [null, null, layer.size], {
          input_dim: layer.words,
          output_dim: layer.size,
          mask_zero: true,
        });
        break;
      case 'dropout':
        x = list.drop(x, layer);
        break;
      case 'recurrent':
        x = addRecurrent(list, layer, x);
        break;
      case 'pooling':
        x = addPooling(list, layer, { ids, x, words: sizes.words });
        break;
      case 'dense':
        x = list.add('Dense', layer.name, [x], [null, layer.units], {
          units: layer.units,
          activation: decision.temperature === 1 ? layer.activation : 'linear',
          use_bias: true,
        });
        if (decision.temperature !== 1) x = addTemperature(list, decision.temperature, layer, x);
    }
  }
  return x;
}

/** From logits to probabilities by a temperature. */
function addTemperature(
  list: LayerList,
  temperature: number,
  { activation }: DenseLayer,
  logits: Output,
): Output {
  const scaled = list.add('Rescaling', 'temperature', [logits], logits.shape, {
    scale: 1 / temperature,
    offset: 0,
  });
  return list.add('Activation', 'probability', [scaled], logits.shape, { activation });
}

function addRecurrent(list: LayerList, layer: RecurrentLayer, from: Output): Output {
  const { name: plainName, cell, index, units, sequences } = layer;
  const { className, options } = cellFormats[cell].keras;
  const shape = (width: number) => (sequences ? [null, null, width] : [null, width]);
  const config = (name: string, backwards: boolean): Json => ({
    name,
    ...common,
    units,
    activation: 'tanh',
    use_bias: true,
    ...options,
    return_sequences: sequences,
    return_state: false,
    go_backwards: backwards,
    stateful: false,
    unroll: false,
  });
  if (layer.directions.length === 1)
    return list.add(className, plainName, [from], shape(units), config(plainName, false));
  return list.add('Bidirectional', wrapperName(index), [from], shape(2 * units), {
    merge_mode: 'concat',
    layer: keras('keras.layers', className, config(`forward_${plainName}`, false)),
    backward_layer: keras('keras.layers', className, config(`backward_${plainName}`, true)),
  });
}

const wrapperName = (index: number) => `bidirectional_${index}`;

/** With pooling `last` the recurrent layer itself gives its last output, past the masked padding. */
function addPooling(
  list: LayerList,
  { pooling, inputs, width }: PoolingLayer,
  { ids, x, words }: { ids: Output; x: Output; words: number },
): Output {
  const add = (mode: Pooling): Output => {
    switch (mode) {
      case 'last':
        return x;
      case 'mean':
        return list.add('GlobalAveragePooling1D', 'mean', [x], [null, inputs], poolingConfig);
      case 'max': {
        const unpadded = addPenalty(list, words, ids, x);
        return list.add('GlobalMaxPooling1D', 'max', [unpadded], [null, inputs], poolingConfig);
      }
      case 'mean-max':
        return list.add('Concatenate', 'mean_and_max', [add('mean'), add('max')], [null, width], {
          axis: -1,
        });
    }
  };
  return add(pooling);
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
  for (const layer of layersOf(config, sizesOf(saved)))
    layer.parameters.forEach(({ name, shape }, place) => {
      const values = parameters.get(name);
      if (!values) throw new RangeError(`Parameter ${name} is missing.`);
      found.set(variablePath(layer, place, list), { shape, values });
    });
  const penalty = list.paths.get('padding_penalty');
  if (penalty) {
    const values = new Float32Array(vocabulary.length).fill(paddingPenalty, 0, 1);
    found.set(`${penalty}/vars/0`, { shape: [vocabulary.length, 1], values });
  }
  return found;
}

/**
 * `lstm_0/backward/bias` is `layers/bidirectional/backward_layer/cell/vars/2`.
 * @param place of the parameter among its layer's
 */
function variablePath(layer: Layer, place: number, list: LayerList): string {
  const path = (name: string) => `${list.paths.get(name)}`;
  if (layer.kind !== 'recurrent') return `${path(layer.name)}/vars/${place}`;
  const { name, index, directions, parameters } = layer;
  const each = parameters.length / directions.length;
  const cell = `cell/vars/${place % each}`;
  if (directions.length === 1) return `${path(name)}/${cell}`;
  return `${path(wrapperName(index))}/${directions[Math.floor(place / each)]}_layer/${cell}`;
}
