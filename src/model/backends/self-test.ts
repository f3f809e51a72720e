/**
 * A known answer, computed on the user's own device before a run trusts it: some GPUs return zeros
 * from recurrent gradients without any error (tfjs issue 8590).
 */
import type { Message } from '../../contract/messages/message.ts';
import { dispose, engine, tensor } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { Random } from '../data/random.ts';
import { readTensors } from '../network/read-tensors.ts';
import { lstm } from '../ops/lstm/op.ts';
import { lstmReference, lstmReferenceGrad } from '../ops/lstm/reference.ts';

const [batch, time, inputs, hidden] = [5, 7, 6, 9];
const lengths = Int32Array.of(7, 5, 4, 1, 0);
/** Largest difference allowed, relative to the largest value of the tensor: float32 against float64. */
const tolerance = 1e-3;

/** What of the LSTM's results can come out wrong. */
export type ResultPart = Message<'wrong-result'>['part'];

/** What differs, or null when forward and gradient are right. */
export async function selfTest(): Promise<ResultPart | null> {
  // Read back together: where a read waits for a timer, ten in turn would take a second.
  const problems = await Promise.all([compare(false), compare(true)]);
  return problems.find((problem) => problem !== null) ?? null;
}

async function compare(reverse: boolean): Promise<ResultPart | null> {
  const random = new Random(20_240_607);
  const draw = (size: number) =>
    Float64Array.from({ length: size }, () => Math.fround(random.uniform() - 0.5));
  const x = draw(batch * time * inputs);
  const kernel = draw(inputs * 4 * hidden);
  const recurrentKernel = draw(hidden * 4 * hidden);
  const bias = draw(4 * hidden);
  const dy = draw(batch * time * hidden);
  const dims = { batch, time, inputs, hidden, reverse };
  const forward = lstmReference({ x, lengths, kernel, recurrentKernel, bias, ...dims });
  const gradient = lstmReferenceGrad({ x, lengths, kernel, recurrentKernel, bias, ...forward, dy, ...dims });

  const upload = (values: Float64Array, shape: number[]) =>
    tensor(Float32Array.from(values), shape, 'float32');
  const given = [
    upload(x, [batch, time, inputs]),
    upload(kernel, [inputs, 4 * hidden]),
    upload(recurrentKernel, [hidden, 4 * hidden]),
    upload(bias, [4 * hidden]),
  ];
  const lengthTensor = tensor(lengths, [batch], 'int32') as Tensor1D;
  const dyTensor = upload(dy, [batch, time, hidden]);
  const [x3, w, u, b] = given as [Tensor3D, Tensor2D, Tensor2D, Tensor1D];
  const { value, grads } = engine().gradients(
    () => lstm(x3, lengthTensor, { kernel: w, recurrentKernel: u, bias: b }, { reverse }),
    given,
    dyTensor,
  );
  const results: [ResultPart, Tensor, Float64Array][] = [
    ['output', value, forward.sequence],
    ['input', grads[0], gradient.dx],
    ['kernel', grads[1], gradient.dKernel],
    ['recurrent-kernel', grads[2], gradient.dRecurrentKernel],
    ['bias', grads[3], gradient.dBias],
  ];
  try {
    const values = await readTensors(results.map(([, actual]) => actual));
    const wrong = results.find(([, , expected], i) => !isClose(values[i], expected));
    return wrong?.[0] ?? null;
  } finally {
    dispose([...given, lengthTensor, dyTensor, value, ...grads]);
  }
}

function isClose(actual: Float32Array, expected: Float64Array): boolean {
  const scale = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return expected.every((value, i) => Math.abs(actual[i] - value) <= tolerance * scale);
}
