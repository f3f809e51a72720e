/** A job that the WebAssembly threads know: an AssemblyScript function of the job's own name, and its arguments. */
import type { ScalarKind, Signature } from '../signature.ts';

/** What an argument is: where a tensor or scratch memory begins, or a number. */
export type FieldKind = 'address' | ScalarKind;

export interface Job<F extends string = string> {
  readonly name: string;
  /** Of its arguments' class: the job's name, where they are not the same as another's. */
  readonly className: string;
  /** In the order of the class. */
  readonly fields: Readonly<Record<F, FieldKind>>;
  /** The class that it extends, whose fields come first. */
  readonly base?: Pick<Job, 'className' | 'fields'>;
  readonly constants?: Signature['constants'];
}

/** The AssemblyScript of a job: its function, and the class of the function's arguments. */
export const functionOf = ({ name }: Job) => name.charAt(0).toLowerCase() + name.slice(1);
export const argumentsClassOf = ({ className }: Pick<Job, 'className'>) => `${className}Job`;

/** The job that ends a thread; others have the numbers after it. */
export const stopJob = 0;

/** The job that does all of a kernel. */
export function jobOf<I extends string, O extends string, S extends string>({
  name,
  inputs,
  outputs,
  scalars,
  constants,
}: Signature<I, O, S>): Job<I | O | S> {
  const addresses = [...Object.keys(inputs), ...outputs].map((tensor) => [tensor, 'address']);
  const fields = { ...Object.fromEntries(addresses), ...scalars } as Record<I | O | S, FieldKind>;
  return { name, className: name, fields, ...(constants && { constants }) };
}
