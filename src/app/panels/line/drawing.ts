/** Draws states and the way of a text on a canvas. */
import type { Line } from '../../../workers/protocol.ts';

/** As the page's style sheets have them. */
export interface LineColours {
  ink: string;
  faint: string;
  sheet: string;
  /** Of the class to the left, of that to the right, and of the way. */
  from: string;
  to: string;
  way: string;
}

/** Values of both axes to pixels. */
interface Scale {
  x: (value: number) => number;
  y: (value: number) => number;
}

/** Pixels of CSS. */
export interface Size {
  width: number;
  height: number;
}

/** Around everything. */
const margin = 18;
/** Half the size of a mark: of a state after a word, of one at the end, of a step of the way, of the chosen one. */
const half = { word: 1.5, last: 3.5, step: 3, chosen: 6 } as const;

function rangeOf(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high > low ? [low, high] : [low - 1, high + 1];
}

/** All states, the way and the middle of the line are in view. */
function scaleOf({ states, walk }: Line, { width, height }: Size): Scale {
  const [left, right] = rangeOf([...states.x, ...walk.map(({ x }) => x), 0]);
  const [bottom, top] = rangeOf([...states.y, ...walk.map(({ y }) => y)]);
  return {
    x: (value) => margin + ((value - left) / (right - left)) * (width - 2 * margin),
    y: (value) => height - margin - ((value - bottom) / (top - bottom)) * (height - 2 * margin),
  };
}

/** A disc to the right, a diamond to the left, a cross for all other classes. */
function mark(
  context: CanvasRenderingContext2D,
  kind: 'from' | 'to' | 'other',
  at: [number, number],
  r: number,
) {
  const [x, y] = at;
  context.beginPath();
  if (kind === 'to') context.arc(x, y, r, 0, 2 * Math.PI);
  else if (kind === 'from') {
    context.moveTo(x, y - 1.3 * r);
    for (const [dx, dy] of [
      [1.3, 0],
      [0, 1.3],
      [-1.3, 0],
    ])
      context.lineTo(x + dx * r, y + dy * r);
  } else context.rect(x - r / 2, y - r / 2, r, r);
  context.fill();
}

function drawStates(context: CanvasRenderingContext2D, line: Line, scale: Scale, colours: LineColours): void {
  const { states, between } = line;
  for (const isLast of [0, 1]) {
    context.globalAlpha = isLast ? 0.75 : 0.3;
    states.x.forEach((value, i) => {
      if (states.isLast[i] !== isLast) return;
      const place = between.indexOf(states.classes[i]);
      const kind = place < 0 ? 'other' : place === 0 ? 'from' : 'to';
      context.fillStyle = kind === 'other' ? colours.faint : colours[kind];
      mark(context, kind, [scale.x(value), scale.y(states.y[i])], isLast ? half.last : half.word);
    });
  }
  context.globalAlpha = 1;
}

function drawWay(
  context: CanvasRenderingContext2D,
  { walk }: Line,
  scale: Scale,
  { step, colours }: { step: number; colours: LineColours },
): void {
  for (const [width, colour] of [
    [5, colours.sheet],
    [2, colours.way],
  ] as const) {
    context.beginPath();
    walk.slice(0, step + 1).forEach(({ x, y }) => context.lineTo(scale.x(x), scale.y(y)));
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
  walk.slice(0, step + 1).forEach(({ x, y }, i) => {
    context.beginPath();
    context.arc(scale.x(x), scale.y(y), i === step ? half.chosen : half.step, 0, 2 * Math.PI);
    context.fillStyle = colours.way;
    context.fill();
    context.strokeStyle = colours.sheet;
    context.stroke();
  });
}

function drawWord(
  context: CanvasRenderingContext2D,
  { text, at, width }: { text: string; at: [number, number]; width: number },
  { ink, sheet }: LineColours,
): void {
  const long = context.measureText(text).width;
  const x = Math.min(Math.max(4, at[0] - long / 2), width - long - 4);
  const y = at[1] > 30 ? at[1] - 12 : at[1] + 24;
  context.lineWidth = 4;
  context.strokeStyle = sheet;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

/** @param step the last word of the way that is drawn */
export function drawLine(
  context: CanvasRenderingContext2D,
  line: Line,
  size: Size,
  { step, colours, font }: { step: number; colours: LineColours; font: string },
): void {
  const scale = scaleOf(line, size);
  context.clearRect(0, 0, size.width, size.height);
  context.strokeStyle = colours.faint;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(scale.x(0), 0);
  context.lineTo(scale.x(0), size.height);
  context.stroke();
  context.setLineDash([]);
  drawStates(context, line, scale, colours);
  drawWay(context, line, scale, { step, colours });
  const { token, x, y } = line.walk[step];
  context.font = font;
  drawWord(context, { text: token, at: [scale.x(x), scale.y(y)], width: size.width }, colours);
}
