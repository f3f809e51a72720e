/** A trace as it is told: every gate and state by its name. */
import type { Gradients, TracedDirection, TracedLayer, UnitsByWord } from '../../contract/insight.ts';
import { cells } from '../network/cells.ts';
import type { RecurrentLayer } from '../network/layers.ts';
import type { DirectionGradients } from './backward.ts';
import { readoutWeights } from './contributions.ts';
import { halfLives } from './memory.ts';
import type { Network64 } from './network64.ts';
import { rowOf } from './recurrence.ts';
import type { LayerTrace, Trace } from './trace.ts';

/** @param logit whose place among the logits units are weighed by */
export function shownTrace(network: Network64, trace: Trace, logit: number): TracedLayer[] {
  const weights = unitWeights(network, trace, logit);
  return trace.layers.map((traced, i) => ({
    name: traced.layer.name,
    cell: traced.layer.cell,
    units: traced.layer.units,
    directions: traced.directions.map((_, place) => ({
      ...shownDirection(traced, place),
      weight: i === trace.layers.length - 1 ? weights[place] : null,
    })),
  }));
}

/** [H] of each direction of the last layer: the sizes of a unit's weights in all modes of pooling together. */
function unitWeights(network: Network64, { pooled, layers }: Trace, logit: number): number[][] {
  const all = readoutWeights(network, logit);
  const { layer } = layers[layers.length - 1];
  const sums = layer.directions.map(() => Array.from({ length: layer.units }, () => 0));
  pooled.forEach(({ direction }, block) => {
    for (let unit = 0; unit < layer.units; unit++)
      sums[direction][unit] += Math.abs(all[block * layer.units + unit]);
  });
  return sums;
}

function shownDirection(traced: LayerTrace, place: number): Omit<TracedDirection, 'weight'> {
  const { units } = traced.layer;
  const { direction, gates, cells: cellStates, hidden } = traced.directions[place];
  const lives = halfLives(traced, place);
  return {
    direction,
    gates: byGate(gates, traced.layer),
    cellState: cellStates.length > 0 ? Float64Array.from(cellStates) : null,
    hiddenState: Float64Array.from(hidden),
    halfLife: Array.from({ length: units }, (_, unit) => {
      const life = lives?.[unit] ?? Number.POSITIVE_INFINITY;
      return Number.isFinite(life) ? life : null;
    }),
  };
}

/** [T,G·H] apart, a [T,H] for each gate. */
function byGate(values: Float64Array, { cell, units }: RecurrentLayer): Record<string, UnitsByWord> {
  const names = cells[cell].gates;
  const width = names.length * units;
  return Object.fromEntries(
    names.map((name, gate) => {
      const own = new Float64Array(values.length / names.length);
      for (let t = 0; t * units < own.length; t++)
        own.set(rowOf(values, t, width).subarray(gate * units, (gate + 1) * units), t * units);
      return [name, own];
    }),
  );
}

/** What goes back through one direction of a layer, by the names of gates and states. */
export function shownGradients(
  { layer, directions }: LayerTrace,
  place: number,
  { above, hidden, cells: ofCells, sums }: DirectionGradients,
): Omit<Gradients, 'text'> {
  return {
    layer: layer.name,
    direction: directions[place].direction,
    above: Float64Array.from(above),
    hiddenState: Float64Array.from(hidden),
    cellState: ofCells.length > 0 ? Float64Array.from(ofCells) : null,
    sums: byGate(sums, layer),
  };
}
