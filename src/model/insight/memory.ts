/** How long a unit remembers. */
import { cells } from '../network/cells.ts';
import type { LayerTrace } from './trace.ts';

/** The gate of each cell that says how much of a unit's state stays. */
const keepingGates = ['forget', 'update'];

/**
 * [H] Half-life of each unit in words, over one text: −1/log₂ f, where log₂ f is the mean over its words. 0: a unit that
 * keeps nothing; ∞: one that keeps all. Null for a cell without such a gate.
 */
export function halfLives({ layer, directions }: LayerTrace, direction: number): Float64Array | null {
  const { gates: names } = cells[layer.cell];
  const gate = names.findIndex((name) => keepingGates.includes(name));
  if (gate < 0) return null;
  const { gates } = directions[direction];
  const width = names.length * layer.units;
  const words = gates.length / width;
  return Float64Array.from({ length: layer.units }, (_, unit) => {
    let sum = 0;
    for (let t = 0; t < words; t++) sum += Math.log2(gates[t * width + gate * layer.units + unit]);
    return halfLife(2 ** (sum / words));
  });
}

/** Words after which half of a state is left, when a share `kept` of it stays at each. */
function halfLife(kept: number): number {
  if (kept >= 1) return Number.POSITIVE_INFINITY;
  return kept > 0 ? -1 / Math.log2(kept) : 0;
}
