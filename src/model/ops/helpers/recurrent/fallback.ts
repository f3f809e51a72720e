/**
 * A recurrent layer of builtin tfjs ops: one product for the input of all timesteps, then a loop over time for what
 * depends on the step before. Inside, everything is time-major, [T,B,…]. A mask sets a step's state to 0 wherever a
 * row has no token: after its end, or, read backwards, until its last token comes.
 */
import {
  add,
  cast,
  expandDims,
  less,
  matMul,
  pad,
  range,
  reshape,
  slice,
  stack,
  sub,
  sum,
  tidy,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Rank, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { fallbackKernel } from '../fallback.ts';
import type { FusedKernel } from '../../../runtime/kernel.ts';
import type { RecurrentAttrs } from './op.ts';
import type { RecurrentGradInput, RecurrentInput, RecurrentSaved, RecurrentSignature } from './signature.ts';

/** What one timestep leaves, each [B,·]: its output, and what the contract calls saved. */
export interface Step<Saved extends string> {
  output: Tensor2D;
  saved: Record<Saved, Tensor2D>;
}

/** A timestep and the one before it, as the forward pass left them, and ∂loss/∂output `dy` [B,H]. */
export interface StepValues<Saved extends string> {
  saved: Record<Saved, Tensor2D>;
  before: Step<Saved>;
  dy: Tensor2D;
  /** [B,1] */
  mask: Tensor2D;
}

export interface StepGradient {
  /** dz [B,G·H]: of the gates' sums, before their activations. */
  dSums: Tensor2D;
  /** Of the output of the step before, [B,H]. */
  dOutput: Tensor2D;
  /** Whatever else goes on to the step before. */
  carry?: Tensor2D;
}

export interface FallbackCell<Saved extends string> {
  /** @param inputSum [B,G·H]: x_t·W + b */
  forward(
    inputSum: Tensor2D,
    before: Step<Saved> | null,
    recurrentKernel: Tensor2D,
    mask: Tensor2D,
  ): Step<Saved>;
  /** @param after the same of the step after, null for the last one */
  backward(values: StepValues<Saved>, after: StepGradient | null, recurrentKernel: Tensor2D): StepGradient;
  /**
   * dRecurrentKernel [H,G·H] from all steps: dSums [T·B,G·H], the outputs before them [T·B,H], and what was saved.
   * Where it is missing, it is outputsᵀ·dSums.
   */
  recurrentGradient?(dSums: Tensor2D, outputsBefore: Tensor2D, saved: Record<Saved, Tensor2D>): Tensor2D;
}

export const oneMinus = <T extends Tensor>(x: T): T => sub(1, x);

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

function recordOf<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}

/** The layer's outputs [B,T,H] and what its gradient needs, [T,B,·] each. */
const forwardOf =
  <Saved extends RecurrentSaved>(names: readonly Saved[], cell: FallbackCell<Saved>) =>
  (
    { x, lengths, kernel, recurrentKernel, bias }: Record<RecurrentInput, Tensor>,
    { reverse }: RecurrentAttrs,
  ): Tensor[] => {
    const [batch, time] = x.shape;
    const sums: Tensor3D = reshape(add(matMul(flat(swap(x)), kernel as Tensor2D), bias), [time, batch, -1]);
    const mask = tokenMask(lengths, time);
    const steps: Step<Saved>[] = Array<Step<Saved>>(time);
    let before: Step<Saved> | null = null;
    for (const t of readingOrder(time, reverse)) {
      const last: Step<Saved> | null = before;
      before = tidyStep(() => cell.forward(at(sums, t), last, recurrentKernel as Tensor2D, at(mask, t)));
      steps[t] = before;
    }
    const outputs = stack(
      steps.map(({ output }) => output),
      1,
    );
    return [outputs, ...names.map((name) => stack(steps.map(({ saved }) => saved[name])))];
  };

/** The gradients of x, W, U and b. */
const backwardOf =
  <Saved extends RecurrentSaved>(names: readonly Saved[], cell: FallbackCell<Saved>) =>
  (inputs: Record<RecurrentGradInput<Saved>, Tensor>, { reverse }: RecurrentAttrs): Tensor[] => {
    const { x, lengths, kernel, recurrentKernel, sequence: outputs, dy } = inputs;
    const [batch, time, width] = x.shape;
    const mask = tokenMask(lengths, time);
    const saved = recordOf(names, (name) => inputs[name] as Tensor3D);
    const savedBefore = recordOf(names, (name) => stepBefore(saved[name], reverse));
    const outputsBefore = stepBefore(swap(outputs), reverse);
    const dyByTime = swap(dy);
    const steps: Tensor2D[] = Array<Tensor2D>(time);
    let after: StepGradient | null = null;
    for (const t of readingOrder(time, !reverse)) {
      const values: StepValues<Saved> = {
        saved: recordOf(names, (name) => at(saved[name], t)),
        before: {
          output: at(outputsBefore, t),
          saved: recordOf(names, (name) => at(savedBefore[name], t)),
        },
        dy: at(dyByTime, t),
        mask: at(mask, t),
      };
      const later: StepGradient | null = after;
      after = tidyStep(() => cell.backward(values, later, recurrentKernel as Tensor2D));
      steps[t] = after.dSums;
    }
    const dSums = flat(stack(steps));
    const dx = reshape(matMul(dSums, kernel as Tensor2D, false, true), [time, batch, width]);
    const dRecurrent = cell.recurrentGradient
      ? cell.recurrentGradient(
          dSums,
          flat(outputsBefore),
          recordOf(names, (name) => flat(saved[name])),
        )
      : matMul(flat(outputsBefore), dSums, true);
    return [swap(dx), matMul(flat(swap(x)), dSums, true), dRecurrent, sum(dSums, 0)];
  };

/** The forward and the gradient kernel of a cell. */
export function recurrentFallback<Saved extends RecurrentSaved>(
  { sequence, gradient, saved }: RecurrentSignature<Saved>,
  cell: FallbackCell<Saved>,
): FusedKernel<never, RecurrentAttrs>[] {
  return [
    fallbackKernel<RecurrentInput, RecurrentAttrs>(sequence, forwardOf(saved, cell)),
    fallbackKernel<RecurrentGradInput<Saved>, RecurrentAttrs>(gradient, backwardOf(saved, cell)),
  ];
}

/** Disposes of what a step computed on its way. */
function tidyStep<T extends Step<string> | StepGradient>(step: () => T): T {
  // tfjs looks for the tensors to keep in nested objects too; its type has only plain containers.
  return tidy(step as () => never) as T;
}
