/**
 * The LSTM of stock tfjs ops: one product for the input of all timesteps, then a loop over time for what
 * depends on the step before. Inside, everything is time-major, [T,B,…]. A mask sets the cell, and so the
 * output, to 0 wherever a row has no token: after its end, or, read backwards, until its last token comes.
 */
import {
  add,
  cast,
  concat,
  expandDims,
  less,
  matMul,
  mul,
  pad,
  range,
  reshape,
  sigmoid,
  slice,
  split,
  square,
  stack,
  sub,
  sum,
  tanh,
  tidy,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Rank, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { composed } from '../helpers/compose.ts';
import { lstmSequence, lstmSequenceGrad } from './op.ts';
import type { LstmAttrs, LstmGradInput, LstmInput } from './op.ts';

/** [B,T,N] ↔ [T,B,N]. */
const swap = (x: Tensor): Tensor3D => transpose(x as Tensor3D, [1, 0, 2]);

/** x[t] of [T,B,N] as [B,N]. */
const at = (x: Tensor3D, t: number): Tensor2D =>
  reshape(slice(x, [t, 0, 0], [1, x.shape[1], x.shape[2]]), [x.shape[1], x.shape[2]]);

/** [T,B,N] as [T·B,N]. */
const flat = (x: Tensor): Tensor2D => reshape(x, [-1, x.shape[2] as number]);

/** [T,B,1]: 1 where a row has a token, else 0. */
function tokenMask(lengths: Tensor, time: number): Tensor3D {
  const timesteps = expandDims(range(0, time, 1, 'int32'), 1);
  return expandDims(cast(less(timesteps, expandDims(lengths, 0)), 'float32'), 2);
}

/** Timesteps in the order of reading. */
function readingOrder(time: number, reverse: boolean): number[] {
  return Array.from({ length: time }, (_, n) => (reverse ? time - 1 - n : n));
}

/** What stood one step of reading earlier: x [T,B,N] shifted by one, 0 at the start. */
function stepBefore(x: Tensor3D, reverse: boolean): Tensor3D {
  const [time, batch, width] = x.shape;
  const kept = slice(x, [reverse ? 1 : 0, 0, 0], [time - 1, batch, width]);
  return time === 1 ? zeros<Rank.R3>(x.shape) : pad(kept, [reverse ? [0, 1] : [1, 0], [0, 0], [0, 0]]);
}

interface Step {
  gates: Tensor2D;
  cell: Tensor2D;
  output: Tensor2D;
}

/** One timestep: `inputSum` [B,4H] is x_t·W + b, `mask` [B,1]. */
function forwardStep(
  inputSum: Tensor2D,
  before: Step | null,
  recurrentKernel: Tensor2D,
  mask: Tensor2D,
): Step {
  return tidy(() => {
    const sums = before ? add(inputSum, matMul(before.output, recurrentKernel)) : inputSum;
    const parts = split<Tensor2D>(sums, 4, 1);
    const [i, f, candidate, o] = parts.map((part, g) => (g === 2 ? tanh(part) : sigmoid(part)));
    const written = mul(i, candidate);
    const cell = mul<Tensor2D>(before ? add(mul(f, before.cell), written) : written, mask);
    const output = mul<Tensor2D>(o, tanh(cell));
    return { gates: concat([i, f, candidate, o], 1), cell, output };
  });
}

function forward(
  { x, lengths, kernel, recurrentKernel, bias }: Record<LstmInput, Tensor>,
  { reverse }: LstmAttrs,
): Tensor[] {
  const [batch, time] = x.shape;
  const inputSums = reshape(add(matMul(flat(swap(x)), kernel as Tensor2D), bias), [time, batch, -1]);
  const mask = tokenMask(lengths, time);
  const steps: Step[] = Array<Step>(time);
  let before: Step | null = null;
  for (const t of readingOrder(time, reverse)) {
    before = forwardStep(at(inputSums as Tensor3D, t), before, recurrentKernel as Tensor2D, at(mask, t));
    steps[t] = before;
  }
  return [
    stack(
      steps.map((step) => step.output),
      1,
    ),
    stack(steps.map((step) => step.gates)),
    stack(steps.map((step) => step.cell)),
  ];
}

interface StepGradient {
  /** dz [B,4H]: of the gates' sums, before their activations. */
  dSums: Tensor2D;
  /** What goes on to the step before. */
  dOutput: Tensor2D;
  dCell: Tensor2D;
}

interface StepValues {
  gates: Tensor2D;
  cell: Tensor2D;
  cellBefore: Tensor2D;
  dy: Tensor2D;
  mask: Tensor2D;
}

const oneMinus = (x: Tensor) => sub(1, x);

function backwardStep(step: StepValues, after: StepGradient | null, recurrentKernel: Tensor2D): StepGradient {
  return tidy(() => {
    const { gates, cell, cellBefore, dy, mask } = step;
    const [i, f, candidate, o] = split(gates, 4, 1);
    const squashed = tanh(cell);
    const dOutput = mul(after ? add(dy, after.dOutput) : dy, mask);
    const throughOutput = mul(mul(dOutput, o), oneMinus(square(squashed)));
    const dCell = mul(after ? add(throughOutput, after.dCell) : throughOutput, mask);
    const sigmoidSlope = (gate: Tensor) => mul(gate, oneMinus(gate));
    const dSums = concat<Tensor2D>(
      [
        mul(mul(dCell, candidate), sigmoidSlope(i)),
        mul(mul(dCell, cellBefore), sigmoidSlope(f)),
        mul(mul(dCell, i), oneMinus(square(candidate))),
        mul(mul(dOutput, squashed), sigmoidSlope(o)),
      ],
      1,
    );
    return { dSums, dOutput: matMul(dSums, recurrentKernel, false, true), dCell: mul<Tensor2D>(dCell, f) };
  }) as unknown as StepGradient;
}

function backward(
  { x, lengths, kernel, recurrentKernel, sequence, gates, cells, dy }: Record<LstmGradInput, Tensor>,
  { reverse }: LstmAttrs,
): Tensor[] {
  const [batch, time, inputs] = x.shape;
  const mask = tokenMask(lengths, time);
  const cellsBefore = stepBefore(cells as Tensor3D, reverse);
  const dyByTime = swap(dy);
  const steps: StepGradient[] = Array<StepGradient>(time);
  let after: StepGradient | null = null;
  for (const t of readingOrder(time, !reverse)) {
    const values = {
      gates: at(gates as Tensor3D, t),
      cell: at(cells as Tensor3D, t),
      cellBefore: at(cellsBefore, t),
      dy: at(dyByTime, t),
      mask: at(mask, t),
    };
    after = backwardStep(values, after, recurrentKernel as Tensor2D);
    steps[t] = after;
  }
  const dSums = flat(stack(steps.map((step) => step.dSums)));
  const outputsBefore = flat(stepBefore(swap(sequence), reverse));
  const dx = reshape(matMul(dSums, kernel as Tensor2D, false, true), [time, batch, inputs]);
  return [swap(dx), matMul(flat(swap(x)), dSums, true), matMul(outputsBefore, dSums, true), sum(dSums, 0)];
}

export const lstmComposition = [
  composed<LstmInput, LstmAttrs>(lstmSequence, forward),
  composed<LstmGradInput, LstmAttrs>(lstmSequenceGrad, backward),
];
