/** Ends and ticks of the charts' vertical axes: round numbers that seldom change, so that curves stand still. */

export interface Axis {
  domain: [number, number];
  ticks: number[];
}

const known = new Map<string, Axis>();

/** The same ends are the same object, so that a chart can tell by identity that nothing has changed. */
function axis(low: number, high: number, gaps: number): Axis {
  const key = `${low} ${high} ${gaps}`;
  const found = known.get(key);
  if (found) return found;
  const tick = (i: number) => Number((low + ((high - low) * i) / gaps).toPrecision(8));
  const made: Axis = { domain: [low, high], ticks: Array.from({ length: gaps + 1 }, (_, i) => tick(i)) };
  known.set(key, made);
  return made;
}

/** Round ends, as multiples of a power of ten, and into how many gaps each divides well. */
const roundEnds = [
  { end: 1, gaps: 4 },
  { end: 2, gaps: 4 },
  { end: 4, gaps: 4 },
  { end: 5, gaps: 5 },
  { end: 8, gaps: 4 },
  { end: 10, gaps: 5 },
];

/** From 0 to the next round number over `most`; to 1 where there is nothing yet. */
export function lossAxis(most: number): Axis {
  if (!Number.isFinite(most) || most <= 0) return axis(0, 1, 4);
  const power = 10 ** Math.floor(Math.log10(most));
  const { end, gaps } = roundEnds.find((candidate) => candidate.end * power >= most) ?? roundEnds[5];
  return axis(0, end * power, gaps);
}

/** From a little under `least` to 1, in fifths; two classes seldom go under 0.4. */
export function accuracyAxis(least: number): Axis {
  const low = least >= 0.4 ? 0.4 : least >= 0.2 ? 0.2 : 0;
  return axis(low, 1, Math.round((1 - low) * 5));
}

/** Whole epochs only, and never more than fit. */
export function epochTicks(totalEpochs: number): number[] {
  const gap = Math.max(1, Math.ceil(totalEpochs / 10));
  return Array.from({ length: Math.floor(totalEpochs / gap) + 1 }, (_, i) => i * gap);
}
