/**
 * The network as an ONNX model, opset 14 (https://onnx.ai/onnx/operators/). Time comes first inside, as ONNX's
 * recurrent nodes have it; one such node (`LSTM`, …) a layer and direction.
 *
 * Inputs: `ids` int64 [batch,time], rows filled up at their end with anything that is an id; `lengths` int32
 * [batch], each from 1 to time. Output: of two classes `probability` float [batch], of class 1; of more `probabilities`
 * float [batch,classes]; both by the model's temperature.
 */
import { layersOf, parameterSpecs } from '../network/layers.ts';
import type { DenseLayer, Direction, PoolingLayer, RecurrentLayer } from '../network/layers.ts';
import { cellFormats } from './cells.ts';
import { floatBytes } from './bytes.ts';
import { Message } from './protobuf.ts';
import { sizesOf } from './saved-model.ts';
import type { SavedModel } from './saved-model.ts';

const irVersion = 7;
const opset = 14;

/** Numbers of onnx.proto3. */
const dataTypes = { float: 1, int32: 6, int64: 7 } as const;
const attributeTypes = { integer: 2, text: 3, integers: 7 } as const;

type Attributes = Record<string, number | string | readonly number[]>;

/** Nodes and constants in the order in which they were added; every result has a name of its own. */
class Graph {
  readonly nodes: Message[] = [];
  readonly initializers: Message[] = [];

  /** Gives back the name of the first output. */
  add(op: string, output: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const node = new Message();
    for (const input of inputs) node.text(1, input);
    node.text(2, output).text(3, output).text(4, op);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value));
    this.nodes.push(node);
    return output;
  }

  floats(name: string, shape: readonly number[], values: Float32Array): string {
    this.initializers.push(
      new Message()
        .integers(1, shape)
        .integer(2, dataTypes.float)
        .text(8, name)
        .data(9, [floatBytes(values)]),
    );
    return name;
  }

  integers(name: string, values: readonly number[], shape: readonly number[] = [values.length]): string {
    const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.initializers.push(
      new Message().integers(1, shape).integer(2, dataTypes.int64).text(8, name).data(9, [data]),
    );
    return name;
  }
}

function attribute(name: string, value: number | string | readonly number[]): Message {
  const message = new Message().text(1, name);
  if (typeof value === 'number') return message.integer(3, value).integer(20, attributeTypes.integer);
  if (typeof value === 'string') return message.text(4, value).integer(20, attributeTypes.text);
  return message.integers(8, value).integer(20, attributeTypes.integers);
}

/**
 * The bytes of `model.onnx`.
 * @throws {RangeError} when a parameter is missing or of another size
 */
export function onnxModel(
  saved: Pick<SavedModel, 'config' | 'vocabulary' | 'classNames' | 'decision' | 'parameters'>,
): Uint8Array<ArrayBuffer> {
  const graph = new Graph();
  graph.integers('axis_0', [0]);
  graph.integers('axis_1', [1]);
  const output = addLayers(graph, saved, parameterReader(saved));
  const body = new Message()
    .messages(1, graph.nodes)
    .text(2, 'forget_gate')
    .messages(5, graph.initializers)
    .message(11, valueInfo('ids', dataTypes.int64, ['batch', 'time']))
    .message(11, valueInfo('lengths', dataTypes.int32, ['batch']))
    .message(12, output);
  return new Message()
    .integer(1, irVersion)
    .text(2, 'Forget Gate')
    .message(7, body)
    .message(8, new Message().integer(2, opset))
    .bytes();
}

type Reader = (name: string) => { shape: number[]; values: Float32Array };

function parameterReader(saved: Parameters<typeof onnxModel>[0]): Reader {
  const { config, parameters } = saved;
  const specs = new Map(parameterSpecs(config, sizesOf(saved)).map(({ name, shape }) => [name, shape]));
  return (name) => {
    const shape = specs.get(name);
    const values = parameters.get(name);
    const size = shape?.reduce((product, count) => product * count, 1);
    if (!shape || !values || values.length !== size) throw new RangeError(`Parameter ${name} does not fit.`);
    return { shape, values };
  };
}

/** Gives back the description of the output. */
function addLayers(graph: Graph, saved: Parameters<typeof onnxModel>[0], read: Reader): Message {
  let x = '';
  let answer = new Message();
  let outputs: RecurrentOutput[] = [];
  for (const layer of layersOf(saved.config, sizesOf(saved))) {
    switch (layer.kind) {
      case 'embedding':
        x = addEmbedding(graph, read, layer.name);
        break;
      case 'recurrent':
        if (outputs.length > 0) x = joinedSequences(graph, `layer_${layer.index - 1}`, outputs);
        outputs = layer.directions.map((direction) => addRecurrent(graph, read, layer, { direction, x }));
        break;
      case 'pooling':
        x = addPooling(graph, layer, outputs);
        break;
      case 'dense':
        answer = addAnswer(graph, addLogits(graph, read, layer, x), layer, saved.decision);
        break;
      case 'dropout':
      // Nothing is dropped when a network answers.
    }
  }
  return answer;
}

/** [time,batch,E] */
function addEmbedding(graph: Graph, read: Reader, name: string): string {
  const { shape, values } = read(name);
  const table = graph.floats(name, shape, values);
  const ids = graph.add('Transpose', 'ids_by_time', ['ids'], { perm: [1, 0] });
  return graph.add('Gather', 'words', [table, ids], { axis: 0 });
}

interface RecurrentOutput {
  /** [time,batch,H] */
  sequence: string;
  /** [batch,H]: after the last word that the direction reads. */
  last: string;
}

/** [time,batch,·] of all directions. */
function joinedSequences(graph: Graph, name: string, outputs: readonly RecurrentOutput[]): string {
  const sequences = outputs.map(({ sequence }) => sequence);
  return sequences.length === 1 ? sequences[0] : graph.add('Concat', name, sequences, { axis: 2 });
}

function addRecurrent(
  graph: Graph,
  read: Reader,
  layer: RecurrentLayer,
  { direction, x }: { direction: Direction; x: string },
): RecurrentOutput {
  const name = `${layer.name}/${direction}`;
  const kernel = read(`${name}/kernel`);
  const recurrent = read(`${name}/recurrent_kernel`);
  const bias = read(`${name}/bias`);
  const [inputs, columns] = kernel.shape;
  const hidden = layer.units;
  const { op, gates } = cellFormats[layer.cell].onnx;
  const weights = [
    graph.floats(`${name}/W`, [1, columns, inputs], turned(kernel.values, inputs, gates)),
    graph.floats(`${name}/R`, [1, columns, hidden], turned(recurrent.values, hidden, gates)),
    // ONNX has a second bias, for the recurrent product: 0 here.
    graph.floats(`${name}/B`, [1, 2 * columns], withZeros(turned(bias.values, 1, gates))),
  ];
  const node = new Message();
  for (const input of [x, ...weights, 'lengths']) node.text(1, input);
  node.text(2, `${name}/Y`).text(2, `${name}/Y_h`).text(3, name).text(4, op);
  node.message(5, attribute('direction', direction === 'backward' ? 'reverse' : 'forward'));
  node.message(5, attribute('hidden_size', hidden));
  graph.nodes.push(node);
  return {
    sequence: graph.add('Squeeze', `${name}/sequence`, [`${name}/Y`, 'axis_1']),
    last: graph.add('Squeeze', `${name}/last`, [`${name}/Y_h`, 'axis_0']),
  };
}

/**
 * From [rows,G·H] to its transpose [G·H,rows].
 * @param gates whose place in the result is that of ONNX, and whose value is ours
 */
function turned(values: Float32Array, rows: number, gates: readonly number[]): Float32Array {
  const columns = values.length / rows;
  const hidden = columns / gates.length;
  const result = new Float32Array(values.length);
  gates.forEach((ours, theirs) => {
    for (let unit = 0; unit < hidden; unit++)
      for (let row = 0; row < rows; row++)
        result[(theirs * hidden + unit) * rows + row] = values[row * columns + ours * hidden + unit];
  });
  return result;
}

function withZeros(bias: Float32Array): Float32Array {
  const both = new Float32Array(2 * bias.length);
  both.set(bias);
  return both;
}

/** Features [batch,F]: each pooling in turn, of each direction in turn. */
function addPooling(graph: Graph, { pooling, modes }: PoolingLayer, outputs: RecurrentOutput[]): string {
  if (pooling === 'last')
    return joined(
      graph,
      outputs.map(({ last }) => last),
    );
  const isWord = addMask(graph);
  const pooled = modes.flatMap((mode) =>
    outputs.map(({ sequence }) =>
      mode === 'mean' ? addMean(graph, sequence, isWord) : addMax(graph, sequence, isWord),
    ),
  );
  return joined(graph, pooled);
}

function joined(graph: Graph, parts: string[]): string {
  return parts.length === 1 ? parts[0] : graph.add('Concat', 'features', parts, { axis: 1 });
}

/** [time,batch,1]: whether a place holds a word of its text. */
function addMask(graph: Graph): string {
  graph.integers('zero', [0], []);
  graph.integers('one', [1], []);
  const shape = graph.add('Shape', 'shape', ['ids']);
  const time = graph.add('Gather', 'time', [shape, 'one'], { axis: 0 });
  const places = graph.add('Range', 'places', ['zero', time, 'one']);
  const column = graph.add('Unsqueeze', 'places_column', [places, 'axis_1']);
  const lengths = graph.add('Cast', 'lengths_int64', ['lengths'], { to: dataTypes.int64 });
  const mask = graph.add('Less', 'is_word_2d', [column, lengths]);
  graph.integers('axis_2', [2]);
  return graph.add('Unsqueeze', 'is_word', [mask, 'axis_2']);
}

function addMean(graph: Graph, sequence: string, isWord: string): string {
  const name = `${sequence}/mean`;
  const zero = graph.floats(`${name}/padding`, [], Float32Array.of(0));
  const kept = graph.add('Where', `${name}/kept`, [isWord, sequence, zero]);
  const sum = graph.add('ReduceSum', `${name}/sum`, [kept, 'axis_0'], { keepdims: 0 });
  const lengths = graph.add('Cast', `${name}/lengths`, ['lengths'], { to: dataTypes.float });
  const column = graph.add('Unsqueeze', `${name}/lengths_column`, [lengths, 'axis_1']);
  return graph.add('Div', name, [sum, column]);
}

function addMax(graph: Graph, sequence: string, isWord: string): string {
  const name = `${sequence}/max`;
  // Below every output of a recurrent layer, which lies between −1 and 1.
  const low = graph.floats(`${name}/padding`, [], Float32Array.of(-2));
  const kept = graph.add('Where', `${name}/kept`, [isWord, sequence, low]);
  return graph.add('ReduceMax', name, [kept], { axes: [0], keepdims: 0 });
}

function addLogits(graph: Graph, read: Reader, { name }: DenseLayer, features: string): string {
  const kernel = read(`${name}/kernel`);
  const bias = read(`${name}/bias`);
  const weights = graph.floats(`${name}/kernel`, kernel.shape, kernel.values);
  return graph.add('Gemm', 'logit', [
    features,
    weights,
    graph.floats(`${name}/bias`, bias.shape, bias.values),
  ]);
}

/** Gives back the description of the output. */
function addAnswer(
  graph: Graph,
  logits: string,
  { units, activation }: DenseLayer,
  { temperature }: SavedModel['decision'],
): Message {
  let logit = logits;
  if (temperature !== 1) {
    const divisor = graph.floats('temperature', [], Float32Array.of(temperature));
    logit = graph.add('Div', 'scaled_logit', [logits, divisor]);
  }
  if (activation === 'softmax') {
    graph.add('Softmax', 'probabilities', [logit], { axis: 1 });
    return valueInfo('probabilities', dataTypes.float, ['batch', units]);
  }
  const column = graph.add('Sigmoid', 'probability_column', [logit]);
  graph.add('Squeeze', 'probability', [column, 'axis_1']);
  return valueInfo('probability', dataTypes.float, ['batch']);
}

/** @param dims names, or sizes that are fixed */
function valueInfo(name: string, type: number, dims: readonly (string | number)[]): Message {
  const shape = new Message();
  for (const dim of dims) {
    const own = new Message();
    shape.message(1, typeof dim === 'string' ? own.text(2, dim) : own.integer(1, dim));
  }
  const tensor = new Message().integer(1, type).message(2, shape);
  return new Message().text(1, name).message(2, new Message().message(1, tensor));
}
