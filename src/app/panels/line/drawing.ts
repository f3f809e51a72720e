/** States and the way of a text, as marks. */
import type { Line } from '../../../workers/protocol.ts';
import { diamondAt, discAt, fixed, squareAt, type Mark } from '../../shared/marks.ts';

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

/** A disc to the right, a diamond to the left, a small square for all other classes. */
function stateAt(kind: 'from' | 'to' | 'other', x: number, y: number, r: number): string {
  if (kind === 'to') return discAt(x, y, r);
  return kind === 'from' ? diamondAt(x, y, 1.3 * r) : squareAt(x, y, r / 2);
}

function statesOf({ states, between }: Line, scale: Scale, colours: LineColours): Mark[] {
  return [0, 1].flatMap((isLast) =>
    [...states.x].flatMap((value, i): Mark[] => {
      if (states.isLast[i] !== isLast) return [];
      const place = between.indexOf(states.classes[i]);
      const kind = place < 0 ? 'other' : place === 0 ? 'from' : 'to';
      const fill = kind === 'other' ? colours.faint : colours[kind];
      const d = stateAt(kind, scale.x(value), scale.y(states.y[i]), isLast ? half.last : half.word);
      return [{ d, fill, opacity: isLast ? 0.75 : 0.3 }];
    }),
  );
}

function wayOf({ walk }: Line, scale: Scale, step: number, { way, sheet }: LineColours): Mark[] {
  const walked = walk.slice(0, step + 1).map(({ x, y }) => [scale.x(x), scale.y(y)] as const);
  const d = `M${walked.map((at) => at.map(fixed).join(' ')).join('L')}`;
  return [
    { d, stroke: sheet, width: 5 },
    { d, stroke: way, width: 2 },
    ...walked.map(([x, y], i) => ({
      ...{ d: discAt(x, y, i === step ? half.chosen : half.step), fill: way },
      ...{ stroke: sheet, width: 2 },
    })),
  ];
}

export interface LineLook {
  /** The last word of the way that is drawn. */
  step: number;
  colours: LineColours;
  /** How wide a text is. */
  measure: (text: string) => number;
}

/** States, the way and the middle of the line, and the last word that is drawn. */
export function lineMarks(line: Line, size: Size, { step, colours, measure }: LineLook): Mark[] {
  const scale = scaleOf(line, size);
  const { token: text, x, y } = line.walk[step];
  const long = measure(text);
  return [
    { d: `M${fixed(scale.x(0))} 0V${size.height}`, stroke: colours.faint, dash: [4, 3] },
    ...statesOf(line, scale, colours),
    ...wayOf(line, scale, step, colours),
    {
      text,
      x: Math.min(Math.max(4, scale.x(x) - long / 2), size.width - long - 4),
      y: scale.y(y) > 30 ? scale.y(y) - 12 : scale.y(y) + 24,
      fill: colours.ink,
      halo: { colour: colours.sheet, width: 4 },
    },
  ];
}
