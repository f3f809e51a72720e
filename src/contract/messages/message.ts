/**
 * What the program tells its user, as plain data: a code and its values. It crosses the worker's border and can be
 * stored; only page and command line turn it into a sentence (`say`).
 */
import type { Messages } from './en/messages.ts';

export type MessageCode = keyof Messages;

type ValuesOf<S> = S extends (values: infer V extends object, ...say: never[]) => string ? V : unknown;

/** `{ code, …values }`: each code has the values that its sentence in the catalogue takes. */
export type Message<C extends MessageCode = MessageCode> = {
  [K in C]: { readonly code: K } & ValuesOf<Messages[K]>;
}[C];
