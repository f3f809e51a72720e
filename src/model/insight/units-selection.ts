/**
 * Units that are on at some words of a text, and where else they are on (after LSTMVis: Strobelt, Gehrmann, Pfister and
 * Rush 2018). A unit is on where its hidden state is a standard deviation or more from its mean over the data.
 */
import type { SameUnits, UnitOn } from '../../contract/insight-units.ts';
import { TimeSlicer, type WorkOptions } from '../data/index.ts';
import { spreadOf, statesOf, type UnitIndex, type UnitView } from './units.ts';
import { mostPlaces, type StrongPlace } from './units-strongest.ts';

/** Standard deviations from which on a unit is on. */
const onFrom = 1;
/** Units that are looked for together. */
const mostUnits = 8;

export interface Selection {
  /** [T,units] of the whole text. */
  hidden: Float64Array;
  /** [T] */
  ids: Int32Array;
  /** The words that are chosen, one or more. */
  words: readonly number[];
}

/** A place may be several words long. */
export interface SelectionPlace extends StrongPlace {
  length: number;
}

export interface SelectionFound extends Pick<SameUnits, 'units' | 'isOff'> {
  places: SelectionPlace[];
}

/** Deviations from the mean [T,units]. */
type Deviations = (hidden: Float64Array) => Float64Array;

function deviationsOf(view: UnitView): Deviations {
  const { units } = view.layer;
  const { mean, deviation } = spreadOf(view);
  return (hidden) =>
    hidden.map((state, i) => (state - mean[i % units]) / Math.max(deviation[i % units], 1e-9));
}

const signOf = ({ end }: UnitOn) => (end === 'highest' ? 1 : -1);

interface Candidate extends UnitOn {
  /** How far it is on at the least of the chosen words. */
  least: number;
  /** How far at the most of all others, and at the word that is read before the first of them. */
  elsewhere: number;
  before: number;
}

/** Those that are on at all chosen words and off elsewhere; where there are none, those that are off just before. */
function unitsOf(
  view: UnitView,
  deviations: Float64Array,
  words: readonly number[],
): Pick<SelectionFound, 'units' | 'isOff'> {
  const { units } = view.layer;
  const time = deviations.length / units;
  const before = view.direction === 'forward' ? Math.min(...words) - 1 : Math.max(...words) + 1;
  const others = Array.from({ length: time }, (_, t) => t).filter((t) => !words.includes(t));
  const candidates = Array.from({ length: units }, (_, unit) =>
    (['highest', 'lowest'] as const).map((end): Candidate => {
      const at = (t: number) => (end === 'highest' ? 1 : -1) * deviations[t * units + unit];
      const isThere = before >= 0 && before < time;
      return {
        ...{ unit, end },
        least: Math.min(...words.map(at)),
        elsewhere: Math.max(-onFrom, ...others.map(at)),
        before: isThere ? at(before) : -onFrom,
      };
    }),
  )
    .flat()
    .filter(({ least }) => least >= onFrom);
  for (const isOff of ['elsewhere', 'before'] as const) {
    const found = candidates.filter((one) => one[isOff] < onFrom);
    if (found.length === 0) continue;
    found.sort((a, b) => b.least - b[isOff] - (a.least - a[isOff]));
    return { units: found.slice(0, mostUnits).map(({ unit, end }) => ({ unit, end })), isOff };
  }
  return { units: [], isOff: null };
}

/** Where most of the units are on together, at the word where they are furthest on. */
function strongestOf(
  deviations: Float64Array,
  units: number,
  wanted: readonly UnitOn[],
): Omit<SelectionPlace, 'review'> & { sum: number } {
  const time = deviations.length / units;
  const at = Array.from({ length: time }, (_, t) => {
    const own = wanted.map((one) => signOf(one) * deviations[t * units + one.unit]);
    const on = own.filter((value) => value >= onFrom);
    return { on: on.length, sum: on.reduce((total, value) => total + value, 0) };
  });
  let best = 0;
  for (let t = 1; t < time; t++)
    if (at[t].on > at[best].on || (at[t].on === at[best].on && at[t].sum > at[best].sum)) best = t;
  let [start, end] = [best, best + 1];
  while (start > 0 && at[start - 1].on === at[best].on) start--;
  while (end < time && at[end].on === at[best].on) end++;
  return { word: start, length: end - start, value: at[best].on, sum: at[best].sum };
}

/**
 * At most one place in a review, none in the text itself; at least half of the units are on.
 * @throws the signal's reason once it is aborted
 */
export async function sameUnits(
  index: UnitIndex,
  view: UnitView,
  { hidden, ids, words }: Selection,
  options: WorkOptions = {},
): Promise<SelectionFound> {
  const slicer = new TimeSlicer(options, 'examining');
  const { units } = view.layer;
  const deviations = deviationsOf(view);
  const found = unitsOf(view, deviations(hidden), words);
  if (found.units.length === 0) return { ...found, places: [] };
  const places: (SelectionPlace & { sum: number })[] = [];
  for (const [review, own] of index.reviews.ids.entries()) {
    if (own.length === ids.length && own.every((id, t) => id === ids[t])) continue;
    const place = strongestOf(deviations(statesOf(index, view, review)), units, found.units);
    if (place.value >= found.units.length / 2) places.push({ review, ...place });
    if (slicer.isDue) await slicer.pause(review / index.reviews.ids.length, review);
  }
  places.sort((a, b) => b.value - a.value || b.sum - a.sum);
  return { ...found, places: places.slice(0, mostPlaces).map(({ sum: _sum, ...place }) => place) };
}
