/** What the look inside shows, as pictures that can be saved. */
import type { Faithfulness, Inside } from '../../../workers/protocol.ts';
import * as format from '../../i18n/format.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { proofWords } from '../../i18n/proof.ts';
import { label, letter, lineThrough, shape, svgOf, type Palette } from '../../shared/picture.ts';
import { curveIn, plotsPicture } from '../../shared/plot-picture.ts';
import { curveOf, isGate, valuesOf, type View } from './units.ts';

const margin = 12;
const head = 36;

export interface WordsPicture {
  inside: Inside;
  /** The class whose probability is drawn. */
  shown: number;
  /** [T] What each word adds; null: that is not known yet. */
  added: readonly number[] | null;
}

/** The running verdict above the words, and what each of them adds. */
export function wordsPicture({ inside, shown, added }: WordsPicture, palette: Palette): string {
  const { tokens, running, classes } = inside;
  const bar = 80;
  const most = Math.max(1e-9, ...(added ?? []).map(Math.abs));
  let x = margin;
  const body = tokens.flatMap(({ token }, t) => {
    const width = Math.max(46, token.length * letter + 12);
    const [left, middle] = [x, x + width / 2];
    x += width;
    const probability = running[t][shown];
    const top = head + bar * (1 - Math.max(probability, 0.5));
    const value = added?.[t];
    const fill = (value ?? 0) < 0 ? palette.validation : palette.training;
    const strength = (0.38 * Math.abs(value ?? 0)) / most;
    return [
      shape('path', { d: `M${left} ${head + bar / 2}h${width}`, stroke: palette['rule-strong'] }),
      shape('rect', {
        ...{ x: left + 0.15 * width, y: top, width: 0.7 * width, fill: palette.accent },
        height: Math.max(1, bar * Math.abs(probability - 0.5)),
      }),
      shape('rect', {
        x: left + 2,
        y: head + bar + 8,
        width: width - 4,
        height: 18,
        fill,
        'fill-opacity': strength,
      }),
      label(token, middle, head + bar + 21, { 'text-anchor': 'middle' }),
      ...(value === undefined
        ? []
        : [
            label(format.signed(value), middle, head + bar + 40, {
              'text-anchor': 'middle',
              'font-size': 11,
            }),
          ]),
    ];
  });
  const title = words.verdict(classes[shown]);
  const width = Math.max(x, title.length * letter * 1.05) + margin;
  return svgOf({ title, width, height: head + bar + 52, body }, palette);
}

export interface UnitPicture {
  view: View;
  tokens: Inside['tokens'];
  unit: number;
}

/** Every gate and state of a unit as curves over the words. */
export function unitPicture({ view, tokens, unit }: UnitPicture, palette: Palette): string {
  const { cell } = view.layer;
  const parts = words.parts(cell);
  const room = { x: 150, width: Math.max(320, tokens.length * 34), height: 48 };
  const body = parts.flatMap((part, i) => {
    const curve = curveOf(view, part, unit);
    const most = isGate(part) ? 1 : Math.max(0.5, ...curve.map(Math.abs));
    const y = head + i * (room.height + 12);
    const name = `${words.nameOf(cell, part)} ${words.letterOf(cell, part)}`;
    return [
      shape('rect', { ...room, y, fill: 'none', stroke: palette['rule-strong'] }),
      label(name, margin, y + room.height / 2),
      label(
        `${words.value(isGate(part) ? 0 : -most)} … ${words.value(most)}`,
        margin,
        y + room.height / 2 + 15,
        {
          'font-size': 10,
          fill: palette['ink-soft'],
        },
      ),
      shape('path', {
        d: lineThrough(curve, { ...room, y }, [isGate(part) ? 0 : -most, most]),
        ...{ fill: 'none', stroke: palette.accent, 'stroke-width': 2 },
      }),
    ];
  });
  const below = head + parts.length * (room.height + 12) + 10;
  const step = tokens.length > 1 ? room.width / (tokens.length - 1) : 0;
  const axis = tokens.map(({ token }, t) => {
    const x = room.x + t * step;
    return label(token, x, below, { 'font-size': 11, transform: `rotate(35 ${x.toFixed(1)} ${below})` });
  });
  const longest = Math.max(...tokens.map(({ token }) => token.length));
  return svgOf(
    {
      title: words.curves(unit),
      width: room.x + room.width + longest * letter + margin,
      height: below + longest * letter * 0.6 + margin,
      body: [...body, ...axis],
    },
    palette,
  );
}

export interface HeatPicture {
  view: View;
  part: string;
  /** Units from top to bottom. */
  order: readonly number[];
}

/** All units by all words, a cell each. */
export function heatPicture({ view, part, order }: HeatPicture, palette: Palette): string {
  const values = valuesOf(view, part);
  const most = values.reduce((highest, value) => Math.max(highest, Math.abs(value)), 1e-9);
  const [width, height] = [
    Math.max(4, Math.min(40, 900 / view.words)),
    Math.max(3, Math.min(16, 600 / order.length)),
  ];
  const body = order.flatMap((unit, row) =>
    Array.from({ length: view.words }, (_, t) => {
      const value = values[t * view.layer.units + unit];
      const fill = value < 0 ? palette.validation : palette.training;
      const place = { x: margin + t * width, y: head + row * height, width, height };
      return shape('rect', { ...place, fill, 'fill-opacity': Math.abs(value) / most });
    }),
  );
  const title = words.heatMap(words.nameOf(view.layer.cell, part), order.length, view.words);
  const wide = Math.max(view.words * width, title.length * letter * 1.05) + 2 * margin;
  return svgOf({ title, width: wide, height: head + order.length * height + margin, body }, palette);
}

/** Dashes that tell methods apart without colour, as the page has them. */
const dashes: Record<string, string> = { occlusion: '8 3', lrp: '2 3', random: '5 4' };
const ticks = [0, 0.5, 1].map((at) => ({ at, label: proofWords.share(at) }));

/** The curves of deletion and insertion, side by side. */
export function proofPicture({ orders, shares }: Faithfulness, palette: Palette): string {
  const colours: Record<string, string> = {
    ...{ occlusion: palette.accent, lrp: palette.ink, random: palette.validation },
  };
  const lineOf = (name: string) => ({
    ...{ stroke: colours[name] ?? palette.training, 'stroke-width': 2 },
    'stroke-dasharray': dashes[name] ?? 'none',
  });
  return plotsPicture(
    {
      title: proofWords.title,
      plots: (['deletion', 'insertion'] as const).map((kind) => ({
        ...{ title: proofWords[kind], xTicks: ticks, yTicks: ticks },
        draw: (room) =>
          orders.map((order) => {
            const points = order[kind].map((y, i) => ({ x: shares[i], y }));
            return curveIn(room, points, lineOf(order.name));
          }),
      })),
      legend: orders.map(({ name }) => ({ name: proofWords.order(name), line: lineOf(name) })),
    },
    palette,
  );
}

export interface Bar {
  name: string;
  /** From 0 to 1. */
  share: number;
  /** Beside the bar. */
  text: string;
}

/** Bars below each other, their names before them and their values behind. */
export function barsPicture(title: string, bars: readonly Bar[], palette: Palette): string {
  const [width, step] = [240, 26];
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length)) * letter;
  const x = 2 * margin + widest(bars.map(({ name }) => name));
  const body = bars.flatMap(({ name, share, text }, i) => {
    const y = head + i * step;
    const bar = { x, y, height: 16 };
    return [
      label(name, margin, y + 12),
      shape('rect', { ...bar, width, fill: 'none', stroke: palette['rule-strong'] }),
      shape('rect', { ...bar, width: width * share, fill: palette.accent }),
      label(text, x + width + margin, y + 12),
    ];
  });
  const wide = Math.max(
    x + width + margin + widest(bars.map(({ text }) => text)),
    margin + title.length * letter * 1.05,
  );
  return svgOf({ title, width: wide + margin, height: head + bars.length * step + margin, body }, palette);
}
