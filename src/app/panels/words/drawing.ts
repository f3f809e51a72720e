/** Words as marks, with as many names as there is room for. */
import type { WeighedWord } from '../../../workers/protocol.ts';
import { discAt, squareAt, type Mark } from '../../shared/marks.ts';

export interface MapColours {
  ink: string;
  sheet: string;
  /** By class; more classes take them again. */
  classes: readonly string[];
}

/** In pixels of CSS. */
export interface Placed {
  word: WeighedWord;
  x: number;
  y: number;
}

const margin = 24;
const radius = 3;
/** Around the chosen word. */
const ring = 2.5 * radius;
/** Around a name, so that two can be told apart. */
const gap = 3;
const lineHeight = 14;

export function placesOf(map: readonly WeighedWord[], width: number, height: number): Placed[] {
  const scale = (values: readonly number[], size: number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const span = high > low ? high - low : 1;
    return (value: number) => margin + ((value - low) / span) * (size - 2 * margin);
  };
  const x = scale(
    map.map((word) => word.x),
    width,
  );
  const y = scale(
    map.map((word) => -word.y),
    height,
  );
  return map.map((word) => ({ word, x: x(word.x), y: y(-word.y) }));
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export interface MapLook {
  colours: MapColours;
  /** The word that is ringed, and named in any case. */
  chosen: string | null;
  /** Of the picture. */
  width: number;
  /** How wide a text is. */
  measure: (text: string) => number;
}

/** Names that fit beside each other: of the most predictive words first, of the chosen one before all. */
function namesOf(places: readonly Placed[], { colours, chosen, width, measure }: MapLook): Mark[] {
  const taken: Box[] = [];
  const named = places.toSorted((a, b) => Number(b.word.word === chosen) - Number(a.word.word === chosen));
  return named.flatMap(({ word: { word }, x, y }): Mark[] => {
    const long = measure(word);
    // Beside the mark, or beside its ring.
    const aside = word === chosen ? ring + 3 : radius + 2;
    const left = x + aside + long < width ? x + aside : x - aside - long;
    const box = {
      left: left - gap,
      top: y - lineHeight / 2,
      right: left + long + gap,
      bottom: y + lineHeight / 2,
    };
    if (taken.some((other) => overlap(box, other))) return [];
    taken.push(box);
    const halo = { colour: colours.sheet, width: 3 };
    const name = { text: word, x: left, y: y + lineHeight / 3, fill: colours.ink, halo };
    return word === chosen ? [name, { d: discAt(x, y, ring), stroke: colours.ink, width: 2 }] : [name];
  });
}

/** A mark for each word, and as many names as there is room for. */
export function mapMarks(places: readonly Placed[], look: MapLook): Mark[] {
  const { classes } = look.colours;
  const words = places.map(({ word, x, y }) => ({
    d: (word.class % 2 === 1 ? discAt : squareAt)(x, y, radius),
    fill: classes[word.class % classes.length],
  }));
  return [...words, ...namesOf(places, look)];
}

/** The word that is nearest to a point. */
export function nearestTo(places: readonly Placed[], x: number, y: number): string | null {
  let best: Placed | null = null;
  const far = (place: Placed) => (place.x - x) ** 2 + (place.y - y) ** 2;
  for (const place of places) if (!best || far(place) < far(best)) best = place;
  return best?.word.word ?? null;
}
