/**
 * Every op, by the name of its folder. What belongs to it is found there: `signature.ts`, its kernels for a backend
 * (`webgpu.ts`, `webgl.ts`, `wasm.ts`, else `fallback.ts`), its WebAssembly jobs and its tests against the reference.
 */
import type { FusedKernel } from '../runtime/kernel.ts';
import { adversarialOp } from './adversarial/signature.ts';
import { clipOp } from './clip/signature.ts';
import { denseOp } from './dense/signature.ts';
import { dropoutOp } from './dropout/signature.ts';
import { embeddingOp } from './embedding/signature.ts';
import { gruOp } from './gru/signature.ts';
import type { OpSignature } from './helpers/signature.ts';
import { lossOp } from './loss/signature.ts';
import { lstmOp } from './lstm/signature.ts';
import { optimizersOp } from './optimizers/signature.ts';
import { poolingOp } from './pooling/signature.ts';
import { simpleRnnOp } from './simple-rnn/signature.ts';

export const ops = {
  lstm: lstmOp,
  gru: gruOp,
  'simple-rnn': simpleRnnOp,
  embedding: embeddingOp,
  adversarial: adversarialOp,
  dropout: dropoutOp,
  pooling: poolingOp,
  dense: denseOp,
  loss: lossOp,
  clip: clipOp,
  optimizers: optimizersOp,
} satisfies Record<string, OpSignature>;

export type OpName = keyof typeof ops;

export const opNames = Object.keys(ops) as OpName[];

export interface KernelFile {
  kernels: readonly FusedKernel<never, never, never>[];
}

/** The kernels of all ops. @param files a backend's file of each op that has one, by their path */
export function kernelsOf(files: Readonly<Record<string, KernelFile>>): KernelFile['kernels'] {
  return ofEachOp(files).flatMap(([, { kernels }]) => kernels);
}

/** What one file of each op's folder has, in the order of the registry. @param files by their path, `…/<op>/<file>` */
export function ofEachOp<T>(files: Readonly<Record<string, T>>): [op: OpName, file: T][] {
  const byFolder = new Map(Object.entries(files).map(([path, file]) => [path.split('/').at(-2), file]));
  return opNames.flatMap((op): [OpName, T][] => {
    const file = byFolder.get(op);
    return file === undefined ? [] : [[op, file]];
  });
}
