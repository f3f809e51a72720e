/**
 * A known answer, computed on the user's own device before a run trusts it: some GPUs return zeros
 * from recurrent gradients without any error (tfjs issue 8590).
 */
import type { Message } from '../../contract/messages/message.ts';
import type { Cell } from '../../contract/settings.ts';
import { dispose, engine, tensor } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { Random } from '../data/random.ts';
import { cellOps } from '../network/cell-ops.ts';
import { cellReferences } from '../network/cell-references.ts';
import { cellNames, cells } from '../network/cells.ts';
import { readTensors } from '../network/read-tensors.ts';

const [batch, time, inputs, hidden] = [5, 7, 6, 9];
const lengths = Int32Array.of(7, 5, 4, 1, 0);
/** Largest difference allowed, relative to the largest value of the tensor: float32 against float64. */
const tolerance = 1e-3;

/** What of a recurrent layer's results can come out wrong. */
export type ResultPart = Message<'wrong-result'>['part'];

/**
 * What differs, or null when forward and gradient are right.
 * @param cell whose layer is computed: the run's, or where there is none the first
 */
export async function selfTest(cell: Cell = cellNames[0]): Promise<ResultPart | null> {
  // Read back together: where a read waits for a timer, ten in turn would take a second.
  const problems = await Promise.all([compare(cell, false), compare(cell, true)]);
  return problems.find((problem) => problem !== null) ?? null;
}

async function compare(cell: Cell, reverse: boolean): Promise<ResultPart | null> {
  const random = new Random(20_240_607);
  const draw = (size: number) =>
    Float64Array.from({ length: size }, () => Math.fround(random.uniform() - 0.5));
  const width = cells[cell].gates.length * hidden;
  const x = draw(batch * time * inputs);
  const kernel = draw(inputs * width);
  const recurrentKernel = draw(hidden * width);
  const bias = draw(width);
  const dy = draw(batch * time * hidden);
  const dims = { batch, time, inputs, hidden, reverse };
  const expected = cellReferences[cell].whole({ x, lengths, kernel, recurrentKernel, bias, dy, ...dims });

  const upload = (values: Float64Array, shape: number[]) =>
    tensor(Float32Array.from(values), shape, 'float32');
  const given = [
    upload(x, [batch, time, inputs]),
    upload(kernel, [inputs, width]),
    upload(recurrentKernel, [hidden, width]),
    upload(bias, [width]),
  ];
  const lengthTensor = tensor(lengths, [batch], 'int32') as Tensor1D;
  const dyTensor = upload(dy, [batch, time, hidden]);
  const [x3, w, u, b] = given as [Tensor3D, Tensor2D, Tensor2D, Tensor1D];
  const { value, grads } = engine().gradients(
    () => cellOps[cell](x3, lengthTensor, { kernel: w, recurrentKernel: u, bias: b }, { reverse }),
    given,
    dyTensor,
  );
  const results: [ResultPart, Tensor, Float64Array][] = [
    ['output', value, expected.sequence],
    ['input', grads[0], expected.dx],
    ['kernel', grads[1], expected.dKernel],
    ['recurrent-kernel', grads[2], expected.dRecurrentKernel],
    ['bias', grads[3], expected.dBias],
  ];
  try {
    const values = await readTensors(results.map(([, actual]) => actual));
    const wrong = results.find(([, , right], i) => !isClose(values[i], right));
    return wrong?.[0] ?? null;
  } finally {
    dispose([...given, lengthTensor, dyTensor, value, ...grads]);
  }
}

function isClose(actual: Float32Array, expected: Float64Array): boolean {
  const scale = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return expected.every((value, i) => Math.abs(actual[i] - value) <= tolerance * scale);
}
