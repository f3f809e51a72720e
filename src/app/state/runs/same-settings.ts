/** Which settings make the same experiment. */
import { drawFields, fieldNames, type RunConfig } from '../../../workers/protocol.ts';

/** Runs that differ in nothing but these were the same experiment with other draws, or on another machine. */
const redrawn: ReadonlySet<string> = new Set([...drawFields, 'backend', 'onDivergence']);

export function sameButForDraws(a: Partial<RunConfig>, b: Partial<RunConfig>): boolean {
  return fieldNames.every((name) => redrawn.has(name) || String(a[name]) === String(b[name]));
}
