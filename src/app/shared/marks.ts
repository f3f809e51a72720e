/** Pictures of many marks: the same on a canvas of the page and in a saved file. */
import { label, moved, shape, svgOf, type Attributes, type Palette } from './picture.ts';

/** A shape by its path in SVG's notation, or a text. */
export type Mark =
  | { d: string; fill?: string; stroke?: string; width?: number; opacity?: number; dash?: number[] }
  | { text: string; x: number; y: number; fill: string; halo: { colour: string; width: number } };

export const discAt = (x: number, y: number, r: number) =>
  `M${fixed(x - r)} ${fixed(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

export const diamondAt = (x: number, y: number, r: number) =>
  `M${fixed(x)} ${fixed(y - r)}l${r} ${r}l${-r} ${r}l${-r} ${-r}Z`;

export const squareAt = (x: number, y: number, r: number) =>
  `M${fixed(x - r)} ${fixed(y - r)}h${2 * r}v${2 * r}h${-2 * r}Z`;

/** Tenths of a pixel are more than is seen. */
export const fixed = (value: number) => value.toFixed(1);

/** The first at the back. */
export function paintMarks(context: CanvasRenderingContext2D, marks: readonly Mark[]): void {
  for (const mark of marks) {
    context.save();
    if ('text' in mark) {
      context.lineJoin = 'round';
      context.lineWidth = mark.halo.width;
      context.strokeStyle = mark.halo.colour;
      context.strokeText(mark.text, mark.x, mark.y);
      context.fillStyle = mark.fill;
      context.fillText(mark.text, mark.x, mark.y);
    } else {
      const { d, fill, stroke, width = 1, opacity = 1, dash = [] } = mark;
      const path = new Path2D(d);
      context.globalAlpha = opacity;
      context.setLineDash(dash);
      context.lineWidth = width;
      if (fill) context.fillStyle = fill;
      if (fill) context.fill(path);
      if (stroke) context.strokeStyle = stroke;
      if (stroke) context.stroke(path);
    }
    context.restore();
  }
}

export interface MarksPicture {
  title: string;
  marks: readonly Mark[];
  size: { width: number; height: number };
  /** Left, in the middle and right below the marks. */
  axis?: readonly [string, string, string];
  legend: readonly { name: string; markAt: (x: number, y: number) => string; fill: string }[];
}

const margin = 12;
const top = 36;
const lineHeight = 20;

/** Marks in a frame with a legend below, as a picture that can be saved. */
export function marksPicture({ title, marks, size, axis, legend }: MarksPicture, palette: Palette): string {
  const { width, height } = size;
  const below = top + height + (axis ? 44 : 28);
  const anchors = ['start', 'middle', 'end'];
  const ends = (axis ?? []).map((text, i) =>
    label(text, margin + (i * width) / 2, top + height + 18, { 'text-anchor': anchors[i] }),
  );
  const names = legend.flatMap(({ name, markAt, fill }, i) => [
    shape('path', { d: markAt(margin + 10, below - 4 + i * lineHeight), fill, stroke: fill }),
    label(name, margin + 28, below + i * lineHeight),
  ]);
  return svgOf(
    {
      title,
      width: width + 2 * margin,
      height: below + legend.length * lineHeight,
      body: [
        shape('rect', { x: margin, y: top, width, height, fill: 'none', stroke: palette['rule-strong'] }),
        ...moved(marks.map(drawn), margin, top),
        ...ends,
        ...names,
      ],
    },
    palette,
  );
}

function drawn(mark: Mark): string {
  if ('text' in mark) {
    const { text, x, y, fill, halo } = mark;
    const { colour, width } = halo;
    return label(text, x, y, { fill, stroke: colour, 'stroke-width': width, 'paint-order': 'stroke' });
  }
  const { d, fill = 'none', stroke, width, opacity, dash } = mark;
  const rest: Attributes = {
    ...(stroke && { stroke }),
    ...(width && { 'stroke-width': width }),
    ...(opacity && { opacity }),
    ...(dash && { 'stroke-dasharray': dash.join(' ') }),
  };
  return shape('path', { d, fill, ...rest });
}
