/** Gradients and verdicts as pictures that can be saved, and as numbers. */
import type { CsvValue } from '../../../contract/csv.ts';
import type { EpochReading } from '../../../workers/protocol.ts';
import { flowWords as words } from '../../i18n/flow.ts';
import { label, letter, shape, svgOf, type Attributes, type Palette } from '../../shared/picture.ts';
import { curveIn, plotsPicture } from '../../shared/plot-picture.ts';
import { heightOf, nameOfPower, pointsOf, powersOf, shareOf, type FlowLine } from './shares.ts';

/** As the page draws them. */
function lookOf({ kind, isLast }: FlowLine, palette: Palette): Attributes {
  const looks: Record<FlowLine['kind'], Attributes> = {
    gated: { stroke: palette.accent },
    simple: { stroke: palette.validation, 'stroke-dasharray': '6 3' },
    untrained: { stroke: palette['ink-soft'], 'stroke-dasharray': '2 3' },
  };
  return { ...looks[kind], ...(isLast ? { 'stroke-width': 2.5 } : { opacity: 0.45 }) };
}

export function flowPicture(lines: readonly FlowLine[], palette: Palette): string {
  const range = powersOf(lines);
  const powers = Array.from({ length: range.high - range.low + 1 }, (_, i) => range.low + i);
  const longest = Math.max(...lines.map(({ norms }) => norms.length));
  return plotsPicture(
    {
      title: words.flow.title,
      plots: [
        {
          title: '',
          xTicks: [
            { at: 0, label: String(longest - 1) },
            { at: 0.5, label: words.flow.axis },
            { at: 1, label: '0' },
          ],
          yTicks: powers.map((power) => ({ at: heightOf(power, range), label: nameOfPower(power) })),
          draw: (room) => lines.map((line) => curveIn(room, pointsOf(line, range), lookOf(line, palette))),
        },
      ],
      legend: lines
        .filter(({ isLast }) => isLast)
        .map((line) => ({ name: line.name, line: lookOf(line, palette) })),
      size: { width: 620, height: 260 },
    },
    palette,
  );
}

/** A line for each distance, with the shares of every epoch. */
export function flowNumbers(lines: readonly FlowLine[]): CsvValue[][] {
  const longest = Math.max(...lines.map(({ norms }) => norms.length));
  return [
    [words.flow.back, ...lines.map(({ name }) => name)],
    ...Array.from({ length: longest }, (_, back) => [
      back,
      ...lines.map((line) => (back < line.norms.length ? shareOf(line, back) : null)),
    ]),
  ];
}

export interface ReadingsPicture {
  title: string;
  readings: readonly (EpochReading & { epoch: number })[];
  /** The class whose probability is drawn. */
  shown: number;
  nameOf: (reading: EpochReading & { epoch: number }) => string;
}

const margin = 12;
const top = 36;
const small = { height: 64, step: 104, gap: 24 } as const;

/** One epoch below the other, and the words under the last one. */
export function readingsPicture(
  { title, readings, shown, nameOf }: ReadingsPicture,
  palette: Palette,
): string {
  const tokens = readings.at(-1)?.tokens ?? [];
  const wide = tokens.map((token) => Math.max(34, token.length * letter + 8));
  const starts = wide.map((_, word) => wide.slice(0, word).reduce((sum, width) => sum + width, margin));
  const all = wide.reduce((sum, width) => sum + width, 0);
  const bars = readings.flatMap((reading, i) => {
    const y = top + small.gap + i * small.step;
    return [
      label(nameOf(reading), margin, y - 8),
      shape('path', { d: `M${margin} ${y + small.height / 2}h${all}`, stroke: palette['rule-strong'] }),
      ...reading.running.map((probabilities, word) => {
        const probability = probabilities[shown];
        return shape('rect', {
          ...{ x: starts[word] + 0.1 * wide[word], width: 0.8 * wide[word], fill: palette.accent },
          y: y + small.height * (1 - Math.max(probability, 0.5)),
          height: Math.max(1, small.height * Math.abs(probability - 0.5)),
        });
      }),
    ];
  });
  const below = top + readings.length * small.step + 8;
  const names = tokens.map((token, word) =>
    label(token, starts[word] + wide[word] / 2, below, { 'text-anchor': 'middle' }),
  );
  const width = margin * 2 + Math.max(all, title.length * letter * 1.05);
  return svgOf({ title, width, height: below + margin, body: [...bars, ...names] }, palette);
}

export const readingsNumbers = ({ readings, shown }: ReadingsPicture): CsvValue[][] => [
  [words.reading.epoch, ...(readings.at(-1)?.tokens ?? [])],
  ...readings.map(({ epoch, running }) => [epoch, ...running.map((probabilities) => probabilities[shown])]),
];
