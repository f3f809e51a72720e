/** A trace as it is told: every gate and state by its name. */
import type { TracedDirection, TracedLayer } from '../../contract/insight.ts';
import { cells } from '../network/cells.ts';
import { halfLives } from './memory.ts';
import { rowOf } from './recurrence.ts';
import type { LayerTrace, Trace } from './trace.ts';

export function shownTrace({ layers }: Trace): TracedLayer[] {
  return layers.map((traced) => ({
    name: traced.layer.name,
    cell: traced.layer.cell,
    units: traced.layer.units,
    directions: traced.directions.map((_, place) => shownDirection(traced, place)),
  }));
}

function shownDirection(traced: LayerTrace, place: number): TracedDirection {
  const { cell, units } = traced.layer;
  const { direction, gates, cells: cellStates, hidden } = traced.directions[place];
  const names = cells[cell].gates;
  const width = names.length * units;
  const words = hidden.length / units;
  const table = (values: Float64Array, row: number, from = 0) =>
    Array.from({ length: words }, (_, t) => [...rowOf(values, t, row).subarray(from, from + units)]);
  const lives = halfLives(traced, place);
  return {
    direction,
    gates: Object.fromEntries(names.map((name, gate) => [name, table(gates, width, gate * units)])),
    ...(cellStates.length > 0 && { cellState: table(cellStates, units) }),
    hiddenState: table(hidden, units),
    halfLife: Array.from({ length: units }, (_, unit) => {
      const life = lives?.[unit] ?? Number.POSITIVE_INFINITY;
      return Number.isFinite(life) ? life : null;
    }),
  };
}
