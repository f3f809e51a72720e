import type { AnyMessage } from './say.ts';

/** A message as errors have it in the console and in tests: its code and its values. Never shown to the user. */
export function developerText({ code, ...values }: AnyMessage): string {
  return Object.keys(values).length === 0 ? code : `${code} ${JSON.stringify(values)}`;
}
