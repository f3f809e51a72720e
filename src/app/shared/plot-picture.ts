/** Plots in boxes side by side with a legend below, as a picture that can be saved. */
import type { Tick } from '../charts/Plot.tsx';
import { label, letter, shape, svgOf, type Attributes, type Palette } from './picture.ts';

export interface PlotRoom {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface DrawnPlot {
  title: string;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  /** Shapes in the room that the plot has. */
  draw: (room: PlotRoom) => readonly string[];
}

export interface LegendEntry {
  name: string;
  /** How its line is drawn. */
  line: Attributes;
}

export interface PlotsPicture {
  title: string;
  plots: readonly DrawnPlot[];
  legend?: readonly LegendEntry[];
  /** Of a plot. */
  size?: { width: number; height: number };
}

const margin = 12;
const top = 56;
/** Left of a box, for the ticks. */
const aside = 44;
const lineHeight = 20;

/** A line through points in shares of a box, from its lower left corner. */
export function curveIn(
  { x, y, width, height }: PlotRoom,
  points: readonly { x: number; y: number }[],
  line: Attributes,
): string {
  const places = points.map(
    (point) => `${(x + point.x * width).toFixed(1)} ${(y + (1 - point.y) * height).toFixed(1)}`,
  );
  return shape('path', { d: `M${places.join('L')}`, fill: 'none', ...line });
}

/** The diagonal of a box. */
export const diagonalIn = (room: PlotRoom, { 'rule-strong': stroke }: Palette) =>
  curveIn(
    room,
    [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
    { stroke },
  );

function plotIn(room: PlotRoom, { title, xTicks, yTicks, draw }: DrawnPlot, palette: Palette): string[] {
  const small = { 'font-size': 11, fill: palette['ink-soft'] };
  return [
    label(title, room.x, room.y - 10),
    ...yTicks.flatMap((tick) => {
      const y = room.y + room.height * (1 - tick.at);
      return [
        shape('path', { d: `M${room.x} ${y.toFixed(1)}h${room.width}`, stroke: palette.rule }),
        label(tick.label, room.x - 6, y + 4, { ...small, 'text-anchor': 'end' }),
      ];
    }),
    ...xTicks.map((tick) =>
      label(tick.label, room.x + room.width * tick.at, room.y + room.height + 16, {
        ...small,
        'text-anchor': 'middle',
      }),
    ),
    shape('rect', { ...room, fill: 'none', stroke: palette['rule-strong'] }),
    ...draw(room),
  ];
}

export function plotsPicture({ title, plots, legend = [], size }: PlotsPicture, palette: Palette): string {
  const { width, height } = size ?? { width: 260, height: 160 };
  const step = aside + Math.max(width, ...plots.map((plot) => plot.title.length * letter)) + 24;
  const rooms = plots.map((_, i): PlotRoom => ({ x: margin + aside + i * step, y: top, width, height }));
  const below = top + height + 44;
  const names = legend.flatMap(({ name, line }, i) => [
    shape('path', { d: `M${margin} ${below - 4 + i * lineHeight}h28`, fill: 'none', ...line }),
    label(name, margin + 36, below + i * lineHeight),
  ]);
  const wide = Math.max(
    plots.length * step,
    title.length * letter * 1.05 + margin,
    ...legend.map(({ name }) => 36 + name.length * letter + margin),
  );
  const body = [...plots.flatMap((plot, i) => plotIn(rooms[i], plot, palette)), ...names];
  return svgOf({ title, width: margin + wide, height: below + legend.length * lineHeight, body }, palette);
}
