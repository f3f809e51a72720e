import { engine, memory, setBackend, tensor } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWebgpu } from '../../backends/webgpu.ts';
import type { WebgpuHandle } from '../../backends/webgpu.ts';
import { Random } from '../../data/random.ts';
import { gradientScale } from '../clip/op.ts';
import { relativeError } from '../helpers/differences.ts';
import type { RecorderState } from '../../runtime/webgpu/backend.ts';
import { lstm } from '../lstm/op.ts';
import { updateParameter } from '../optimizers/op.ts';
import { formulas } from '../optimizers/registry.ts';
import { stepNumbers } from '../optimizers/step.ts';
import { lstmReference, lstmReferenceGrad } from '../lstm/reference.ts';
import { tunerOf } from '../lstm/webgpu/recurrence.ts';
import { drawRecurrent } from './cases.ts';
import type { RecurrentShape } from './cases.ts';
import type { RecurrentExample } from '../../network/cell-references.ts';
import { freshSeed, outputsOf, upload, uploadInts, using, withGradients } from './harness.ts';
import { describeParity } from './suite.ts';

let open: WebgpuHandle;

async function openAgain(): Promise<void> {
  open = await openWebgpu();
  await setBackend('webgpu');
}

describeParity('webgpu', openAgain);

/** sequence, dx, dKernel, dRecurrentKernel, dBias. */
async function outputs(drawn: RecurrentExample): Promise<Float32Array[]> {
  const { batch, time, inputs, hidden, reverse } = drawn;
  const tensors: [Tensor3D, Tensor1D, Tensor2D, Tensor2D, Tensor1D, Tensor3D] = [
    upload(drawn.x, [batch, time, inputs]),
    uploadInts(drawn.lengths, [batch]),
    upload(drawn.kernel, [inputs, 4 * hidden]),
    upload(drawn.recurrentKernel, [hidden, 4 * hidden]),
    upload(drawn.bias, [4 * hidden]),
    upload(drawn.dy, [batch, time, hidden]),
  ];
  let values: Float32Array[] = [];
  await using(tensors, async ([x, lengths, w, u, b, dy]) => {
    const forward = () => lstm(x, lengths, { kernel: w, recurrentKernel: u, bias: b }, { reverse });
    const shapes = [hidden, 4 * hidden, inputs].map((width) => [batch, time, width]);
    values = await outputsOf(() => withGradients(forward, [x, w, u, b], dy), shapes);
  });
  return values;
}

function largestError(drawn: RecurrentExample, actual: Float32Array[]): number {
  const forward = lstmReference(drawn);
  const { dx, dKernel, dRecurrentKernel, dBias } = lstmReferenceGrad({ ...drawn, ...forward });
  const expected = [forward.sequence, dx, dKernel, dRecurrentKernel, dBias];
  return Math.max(...expected.map((values, i) => relativeError(actual[i], values, 1e-3)));
}

const seed = freshSeed();
const draw = (shape: RecurrentShape, reverse: boolean) =>
  drawRecurrent(new Random(seed, 900), shape, { gates: 4, reverse });

describe.each([false, true])(`lstm on webgpu, reverse %s (seed ${seed})`, (reverse) => {
  beforeAll(openAgain);
  afterAll(() => open.dispose());

  it.each([1, 3, 16, 64])('gives the same bits in chunks of %i timesteps', async (steps) => {
    const drawn = draw({ batch: 11, time: 37, inputs: 5, hidden: 14 }, reverse);
    const whole = await outputs(drawn);
    open.backend.stepsPerDispatch = steps;
    const chunked = await outputs(drawn);
    open.backend.stepsPerDispatch = null;
    expect(chunked).toEqual(whole);
  });
});

describe(`lstm on webgpu, as on a GPU (seed ${seed})`, () => {
  beforeAll(async () => {
    await openAgain();
    open.backend.software = false;
    open.backend.subgroups = false;
  });
  afterAll(() => open.dispose());

  const shapes: RecurrentShape[] = [
    { batch: 1, time: 4, inputs: 3, hidden: 5 },
    { batch: 5, time: 7, inputs: 8, hidden: 33 },
    { batch: 33, time: 5, inputs: 6, hidden: 12 },
    { batch: 101, time: 3, inputs: 4, hidden: 9 },
    { batch: 3, time: 3, inputs: 2, hidden: 130 },
  ];
  it.each(shapes)('B $batch, T $time, D $inputs, H $hidden', async (shape) => {
    const drawn = draw(shape, false);
    expect(largestError(drawn, await outputs(drawn))).toBeLessThan(1e-4);
  });

  it('tries its plans, all with the same bits, and keeps the fastest', async () => {
    const drawn = draw({ batch: 32, time: 6, inputs: 4, hidden: 24 }, true);
    const first = await outputs(drawn);
    expect(largestError(drawn, first)).toBeLessThan(1e-4);
    const plans = () =>
      tunerOf(open.backend)
        .report()
        .filter(({ layer }) => layer === 'backward, 32 rows, 24 units');
    // Plans are compiled in the background: how many steps that takes depends on the machine.
    for (let step = 0; step < 400 && plans().length < 5; step++) expect(await outputs(drawn)).toEqual(first);
    expect(
      plans()
        .map(({ plan }) => plan.rows)
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2, 4, 4, 8]);
    for (const { millisecondsPerTimestep } of plans()) expect(millisecondsPerTimestep).toBeGreaterThan(0);
  });
});

describe('the webgpu backend', () => {
  beforeAll(openAgain);

  it('finds in tfjs the recorder that it shares', () => {
    const state = open.backend as unknown as RecorderState;
    expect(state.commandQueueOwnedIds).toBeInstanceOf(WeakSet);
    for (const name of ['commandEncoder', 'computePassEncoder', 'dispatchCountInPass'])
      expect(Object.hasOwn(open.backend, name), name).toBe(true);
  });

  it('holds no more memory after many steps than after a few', async () => {
    const drawn = draw({ batch: 8, time: 9, inputs: 6, hidden: 10 }, false);
    const step = async () => {
      const shape = [6, 40];
      const tensors: Tensor[] = [
        upload(drawn.x, [8, 9, 6]),
        uploadInts(drawn.lengths, [8]),
        upload(drawn.kernel, shape),
        upload(drawn.recurrentKernel, [10, 40]),
        upload(drawn.bias, [40]),
        upload(drawn.dy, [8, 9, 10]),
      ];
      const [x, lengths, w, u, b, dy] = tensors as [
        Tensor3D,
        Tensor1D,
        Tensor2D,
        Tensor2D,
        Tensor1D,
        Tensor3D,
      ];
      const grads = withGradients(
        () => lstm(x, lengths, { kernel: w, recurrentKernel: u, bias: b }, { reverse: false }),
        [x, w, u, b],
        dy,
      );
      const scale = gradientScale(grads, 1);
      const [m, v] = [tensor(new Float32Array(240), shape), tensor(new Float32Array(240), shape)];
      const numbers = stepNumbers(formulas.adam, { learningRate: 0.1, l2: 0, step: 1 });
      const updated = updateParameter('adam', { parameter: w, gradient: grads[2], m, v, scale }, numbers);
      await updated[0].data();
      [...tensors, ...grads, scale, m, v, ...updated].forEach((one) => one.dispose());
    };
    const held = () => ({
      bytes: open.bytesHeld(),
      tensors: memory().numTensors,
      data: engine().backend.numDataIds(),
    });
    for (let n = 0; n < 10; n++) await step();
    const before = held();
    for (let n = 0; n < 40; n++) await step();
    expect(held()).toEqual(before);
  });

  it('runs our kernels and tfjs’s own in the order of their calls', async () => {
    const x = upload(Float64Array.of(3, 4), [2]);
    // 150 dispatches, more than are sent at a time: each must see what the one before wrote.
    let sum: Tensor = tensor([0]);
    for (let n = 0; n < 50; n++) {
      const scale = gradientScale([x], 0);
      const next = engine().runKernel('Add', { a: sum, b: scale }) as Tensor;
      [sum, scale].forEach((one) => one.dispose());
      sum = next;
    }
    expect(Array.from(await sum.data())).toEqual([50, 250]);
    [x, sum].forEach((one) => one.dispose());
  });

  it('refuses a block that the device can’t hold, instead of computing zeros', () => {
    const { maxBufferSize } = open.backend.device.limits;
    expect(() => open.backend.output([maxBufferSize])).toThrow(
      expect.objectContaining({ code: 'device-out-of-memory' }),
    );
  });

  it('times kernels where the adapter can', async () => {
    if (!open.backend.timer.start())
      return expect(open.backend.device.features.has('timestamp-query')).toBe(false);
    const x = upload(Float64Array.of(3, 4), [2]);
    const scale = gradientScale([x], 0);
    await scale.data();
    const names = (await open.backend.timer.stop()).map(({ name, calls }) => `${name} ${calls}`);
    [x, scale].forEach((one) => one.dispose());
    expect(names.toSorted()).toEqual(['ClipScale {} 1', 'SquaredNorm {} 1']);
    return undefined;
  });

  it('takes a disposed backend’s device away, and only that', async () => {
    const other = await openWebgpu();
    let told = '';
    void other.lost.then(({ code }) => (told = code));
    await openAgain();
    other.dispose();
    expect((await other.backend.device.lost).reason).toBe('destroyed');
    expect(told).toBe('');
    const x = upload(Float64Array.of(3, 4), [2]);
    const scale = gradientScale([x], 0);
    expect(Array.from(await scale.data())).toEqual([1, 5]);
    [x, scale].forEach((one) => one.dispose());
  });

  it('says so when the device goes away', async () => {
    open.backend.device.destroy();
    await expect(open.lost).resolves.toMatchObject({ code: 'device-lost' });
    open.dispose();
  });
});
