/** What every recurrent cell's `signature.ts` is made by: the names of its kernels' tensors, and of its jobs' arguments. */
import { signature } from '../../../runtime/signature.ts';
import type { Signature } from '../../../runtime/signature.ts';
import type { FieldKind, Job } from '../../../runtime/wasm/jobs.ts';

export type RecurrentInput = 'x' | 'lengths' | 'kernel' | 'recurrentKernel' | 'bias';
export type RecurrentSaved = 'gates' | 'cells';
/** Those but the bias, the outputs of the forward kernel (`sequence` [B,T,H] and the saved ones), and dy [B,T,H]. */
export type RecurrentGradInput<Saved extends string> =
  | Exclude<RecurrentInput, 'bias'>
  | 'sequence'
  | Saved
  | 'dy';

export interface RecurrentCell<Saved extends RecurrentSaved> {
  /** Its kernels are `<name>Sequence` and `<name>SequenceGrad`. */
  name: string;
  /** G */
  gates: number;
  /** What the gradient kernel of the same backend needs, each in a layout and shape of the backend's own. */
  saved: readonly Saved[];
  /** In WebAssembly, the gates of a group of sixteen columns: 4, of four units each, or 1, of sixteen. */
  together: 1 | 4;
  /** Gates that read the hidden state itself; those after them read what the cell made of it. */
  plainGates: number;
}

const addresses = <K extends string>(...names: K[]): Record<K, 'address'> =>
  Object.fromEntries(names.map((name) => [name, 'address'])) as Record<K, 'address'>;
const sizes = <K extends string>(...names: K[]): Record<K, 'size'> =>
  Object.fromEntries(names.map((name) => [name, 'size'])) as Record<K, 'size'>;

/** Where a batch's rows stand (`assembly/layout.ts`). */
const layout = {
  className: 'Recurrent',
  fields: {
    ...addresses('rows', 'starts'),
    ...sizes('steps', 'total', 'stride', 'batch', 'time', 'inputs', 'hidden', 'ragged'),
    // What both jobs share (`assembly/job.ts`).
    ...sizes('gateCount', 'together', 'plainGates'),
    ...addresses('x', 'kernel', 'recurrentKernel', 'sequence', 'states', 'gates', 'cells'),
  },
};

/** Groups of columns whose gradients a thread sums at once, at most; their sums must stay near. */
export const groupsAtMost = 8;

const forwardFields = { ...layout.fields, ...addresses('bias', 'packed') };
const backwardFields = {
  ...layout.fields,
  ...addresses('dy', 'dx', 'dKernel', 'dRecurrentKernel', 'dBias'),
  ...addresses('packedKernel', 'packedRecurrent', 'dGates', 'carry', 'work'),
  ...sizes('workBytes'),
};

export type ForwardJob = Job<keyof typeof forwardFields>;
export type BackwardJob = Job<keyof typeof backwardFields>;

function job<F extends string>(name: string, className: string, fields: Record<F, FieldKind>): Job<F> {
  return { name, className, fields, base: layout, constants: { groupsAtMost } };
}

export function recurrentSignature<Saved extends RecurrentSaved>(cell: RecurrentCell<Saved>) {
  const { name, saved } = cell;
  const given = { x: 'float', lengths: 'int', kernel: 'float', recurrentKernel: 'float' } as const;
  const kept = Object.fromEntries(saved.map((one) => [one, 'float'])) as Record<Saved, 'float'>;
  const sequence: Signature<RecurrentInput> = signature({
    name: `${name}Sequence`,
    inputs: { ...given, bias: 'float' },
    outputs: ['sequence', ...saved],
    scalars: {},
  });
  const gradient: Signature<RecurrentGradInput<Saved>> = signature({
    name: `${name}SequenceGrad`,
    inputs: { ...given, sequence: 'float', ...kept, dy: 'float' },
    outputs: ['dx', 'dKernel', 'dRecurrentKernel', 'dBias'],
    scalars: {},
  });
  const forward: ForwardJob = job(sequence.name, 'RecurrentForward', forwardFields);
  const backward: BackwardJob = job(gradient.name, 'RecurrentBackward', backwardFields);
  return {
    ...cell,
    sequence,
    gradient,
    forward,
    backward,
    kernels: [sequence, gradient],
    jobs: [forward, backward],
  };
}

export type RecurrentSignature<Saved extends RecurrentSaved> = ReturnType<typeof recurrentSignature<Saved>>;
