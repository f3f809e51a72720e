/** Draws words as marks with as many names as there is room for. */
import type { WeighedWord } from '../../../workers/protocol.ts';

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

/** The most predictive words first; the chosen one before all. */
export function drawMap(
  context: CanvasRenderingContext2D,
  places: readonly Placed[],
  { colours, chosen, width }: { colours: MapColours; chosen: string | null; width: number },
): void {
  for (const { word, x, y } of places) {
    context.fillStyle = colours.classes[word.class % colours.classes.length];
    context.beginPath();
    if (word.class % 2 === 1) context.arc(x, y, radius, 0, 2 * Math.PI);
    else context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    context.fill();
  }
  const taken: Box[] = [];
  const named = places.toSorted((a, b) => Number(b.word.word === chosen) - Number(a.word.word === chosen));
  for (const { word, x, y } of named) {
    const long = context.measureText(word.word).width;
    const left = x + radius + 2 + long < width ? x + radius + 2 : x - radius - 2 - long;
    const box = {
      left: left - gap,
      top: y - lineHeight / 2,
      right: left + long + gap,
      bottom: y + lineHeight / 2,
    };
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    context.lineWidth = 3;
    context.strokeStyle = colours.sheet;
    context.strokeText(word.word, left, y + lineHeight / 3);
    context.fillStyle = colours.ink;
    context.fillText(word.word, left, y + lineHeight / 3);
    if (word.word !== chosen) continue;
    context.beginPath();
    context.arc(x, y, 2.5 * radius, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = colours.ink;
    context.stroke();
  }
}

/** The word that is nearest to a point. */
export function nearestTo(places: readonly Placed[], x: number, y: number): string | null {
  let best: Placed | null = null;
  const far = (place: Placed) => (place.x - x) ** 2 + (place.y - y) ** 2;
  for (const place of places) if (!best || far(place) < far(best)) best = place;
  return best?.word.word ?? null;
}
