/**
 * What every unit of a network does in the loaded data: the places at which each gate and state is strongest, and all
 * hidden states. One pass over the reviews answers for all units, so that the next question is answered at once.
 */
import { unitEnds, type UnitEnd, type UnitOfNetwork } from '../../contract/insight-units.ts';
import { InputError } from '../errors.ts';
import { TimeSlicer, type Dataset, type WorkOptions } from '../data/index.ts';
import { cells } from '../network/cells.ts';
import type { Direction, RecurrentLayer } from '../network/layers.ts';
import type { Subject } from './explain.ts';
import { recurrentLayersOf, workOf } from './network64.ts';
import { readReviews, type ReadReviews } from './read-reviews.ts';
import { embed, traceOf, type DirectionTrace } from './trace.ts';
import { Strongest, type StrongPlace } from './units-strongest.ts';

/** Reviews that are looked at. */
const mostReviews = 3_000;
/** Multiplications and additions of all forward passes: some twenty seconds. */
const mostWork = 8e9;
/** Hidden states that are saved, of all units together: 64 MB. */
const mostStates = 1 << 25;
/** A hidden state is between −1 and 1, and is saved in so many steps. */
const steps = 32_767;

/** One direction of a layer over all reviews. */
export interface UnitView {
  layer: RecurrentLayer;
  direction: Direction;
  /** [words of all reviews, units] hidden states times `steps` */
  states: Int16Array;
  /** By gate or state. */
  strongest: ReadonlyMap<string, Record<UnitEnd, Strongest>>;
}

export interface UnitIndex {
  reviews: ReadReviews;
  /** [n + 1] Where in `states` each review begins. */
  offsets: Int32Array;
  views: UnitView[];
}

/** What of a unit can be looked for, as a trace names it. */
function partsOf({ cell }: RecurrentLayer): string[] {
  const gates = cell === 'simple-rnn' ? [] : cells[cell].gates;
  return [...gates, ...(cell === 'lstm' ? ['cellState'] : []), 'hiddenState'];
}

/** [T,width] of a gate or state, whose first unit is at `from`. */
function valuesOf({ cell, units }: RecurrentLayer, part: string, trace: DirectionTrace) {
  const { gates } = cells[cell];
  const gate = gates.indexOf(part);
  if (gate >= 0) return { values: trace.gates, width: gates.length * units, from: gate * units };
  return { values: part === 'cellState' ? trace.cells : trace.hidden, width: units, from: 0 };
}

function emptyView(layer: RecurrentLayer, direction: Direction, words: number): UnitView {
  const listsOf = () => ({
    highest: new Strongest(layer.units, 'highest'),
    lowest: new Strongest(layer.units, 'lowest'),
  });
  const strongest = new Map(partsOf(layer).map((part) => [part, listsOf()]));
  return { layer, direction, states: new Int16Array(words * layer.units), strongest };
}

/**
 * Reads the data once. Of many reviews, or long ones, some are looked at, evenly over the data.
 * @throws the signal's reason once it is aborted
 */
export async function indexUnits(
  subject: Subject,
  dataset: Pick<Dataset, 'texts'>,
  options: WorkOptions = {},
): Promise<UnitIndex> {
  const { network } = subject;
  const slicer = new TimeSlicer(options, 'examining');
  const layers = recurrentLayersOf(network);
  const width = layers.reduce((sum, { units, directions }) => sum + units * directions.length, 0);
  const words = Math.floor(Math.min(mostWork / workOf(network, 1), mostStates / width));
  const rows = Int32Array.from({ length: dataset.texts.length }, (_, row) => row);
  const reviews = await readReviews(
    subject,
    dataset,
    { rows, most: { reviews: mostReviews, words } },
    slicer,
  );
  const offsets = new Int32Array(reviews.ids.length + 1);
  reviews.ids.forEach(({ length }, i) => (offsets[i + 1] = offsets[i] + length));
  const all = offsets[reviews.ids.length];
  const views = layers.flatMap((layer) =>
    layer.directions.map((direction) => emptyView(layer, direction, all)),
  );
  for (const [review, ids] of reviews.ids.entries()) {
    const traces = traceOf(network, embed(network, ids)).layers.flatMap(({ directions }) => directions);
    traces.forEach((trace, place) => readTrace(views[place], trace, { review, at: offsets[review] }));
    if (slicer.isDue) await slicer.pause(offsets[review + 1] / all, review + 1);
  }
  return { reviews, offsets, views };
}

function readTrace(
  { layer, states, strongest }: UnitView,
  trace: DirectionTrace,
  { review, at }: { review: number; at: number },
): void {
  for (const [part, ends] of strongest) {
    const { values, width, from } = valuesOf(layer, part, trace);
    for (const end of unitEnds) ends[end].read(review, values, width, from);
  }
  const first = at * layer.units;
  trace.hidden.forEach((value, i) => (states[first + i] = Math.round(steps * value)));
}

/** The direction of a layer that is asked for. @throws {InputError} when the network has no such */
export function viewOf({ views }: UnitIndex, { layer, direction }: Omit<UnitOfNetwork, 'unit'>): UnitView {
  const view = views.find((one) => one.layer.name === layer && one.direction === direction);
  if (!view) throw new InputError({ code: 'no-such-unit', layer });
  return view;
}

/** @throws {InputError} when the network has no such unit, gate or state */
export function strongestPlaces(
  index: UnitIndex,
  { part, end, unit, ...of }: UnitOfNetwork & { part: string; end: UnitEnd },
): StrongPlace[] {
  const view = viewOf(index, of);
  const lists = view.strongest.get(part);
  if (!lists || unit >= view.layer.units) throw new InputError({ code: 'no-such-unit', layer: of.layer });
  return lists[end].placesOf(unit);
}

/** [units] Mean and standard deviation of the hidden states over all words. */
export function spreadOf({ layer: { units }, states }: UnitView): {
  mean: Float64Array;
  deviation: Float64Array;
} {
  const words = states.length / units;
  const mean = new Float64Array(units);
  const deviation = new Float64Array(units);
  states.forEach((state, i) => (mean[i % units] += state / steps / words));
  states.forEach((state, i) => (deviation[i % units] += (state / steps - mean[i % units]) ** 2 / words));
  return { mean, deviation: deviation.map(Math.sqrt) };
}

/** [T,units] of one review. */
export function statesOf({ offsets }: UnitIndex, { layer, states }: UnitView, review: number): Float64Array {
  const own = states.subarray(offsets[review] * layer.units, offsets[review + 1] * layer.units);
  return Float64Array.from(own, (state) => state / steps);
}
