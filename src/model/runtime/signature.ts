/**
 * What a kernel takes and gives, by name. The declarations in shaders and in AssemblyScript are written from it, and so
 * is what a call hands over.
 */

/** Of 32 bits, all of them. */
export type TensorKind = 'float' | 'int';

/** `size` is a whole number from 0 up, `bits` any 32 of them, `flag` 0 or 1. */
export type ScalarKind = 'size' | 'signed' | 'bits' | 'flag' | 'float';

export interface Signature<I extends string = string, O extends string = string, S extends string = string> {
  /** The kernel's in tfjs, or what messages and profiles call it. */
  readonly name: string;
  readonly inputs: Readonly<Record<I, TensorKind>>;
  /** All of floats. */
  readonly outputs: readonly O[];
  readonly scalars: Readonly<Record<S, ScalarKind>>;
  /** Numbers that the code calls by name. */
  readonly constants?: Readonly<Record<string, number>>;
}

/** The names of a signature's inputs. */
export type InputOf<S extends Signature> = keyof S['inputs'] & string;

/** Keeps the names as types. */
export function signature<I extends string, O extends string, S extends string>(
  names: Signature<I, O, S>,
): Signature<I, O, S> {
  return names;
}
