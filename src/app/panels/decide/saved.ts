/** Curves and calibration as pictures that can be saved, and as numbers. */
import type { CsvValue } from '../../../contract/csv.ts';
import type { ClassCurves, Reliability } from '../../../workers/protocol.ts';
import { decideWords } from '../../i18n/decide.ts';
import { shape, type Palette } from '../../shared/picture.ts';
import { curveIn, diagonalIn, plotsPicture, type PlotRoom } from '../../shared/plot-picture.ts';
import { shareTicks } from './ticks.ts';

const { curves: curveWords, calibration } = decideWords;
const ticks = { xTicks: shareTicks, yTicks: shareTicks };

/** @param name of the class that the curves are of */
export function curvesPicture(
  { rocPoints, precisionPoints }: ClassCurves,
  name: string,
  palette: Palette,
): string {
  const line = { stroke: palette.accent, 'stroke-width': 2 };
  return plotsPicture(
    {
      title: curveWords.of(name),
      plots: [
        {
          ...{ ...ticks, title: curveWords.roc },
          draw: (room) => [diagonalIn(room, palette), curveIn(room, rocPoints, line)],
        },
        {
          ...{ ...ticks, title: curveWords.precision },
          draw: (room) => [curveIn(room, precisionPoints, line)],
        },
      ],
    },
    palette,
  );
}

export function curveNumbers({ rocPoints, precisionPoints }: ClassCurves): CsvValue[][] {
  const linesOf = (title: string, points: ClassCurves['rocPoints']) =>
    points.map(({ threshold, x, y }) => [title, Number.isFinite(threshold) ? threshold : null, x, y]);
  return [
    [...curveWords.csv],
    ...linesOf(curveWords.roc, rocPoints),
    ...linesOf(curveWords.precision, precisionPoints),
  ];
}

type Lines = readonly [string, Reliability][];

function binsIn({ x, y, width, height }: PlotRoom, { bins }: Reliability, { training }: Palette): string[] {
  return bins.flatMap(({ low, high, accuracy }) =>
    accuracy === null
      ? []
      : [
          shape('rect', {
            ...{ x: x + width * low + 1, width: width * (high - low) - 2, fill: training },
            ...{ y: y + height * (1 - accuracy), height: height * accuracy, 'fill-opacity': 0.45 },
          }),
        ],
  );
}

export const calibrationPicture = (lines: Lines, palette: Palette) =>
  plotsPicture(
    {
      title: calibration.title,
      plots: lines.map(([title, found]) => ({
        ...{ ...ticks, title },
        draw: (room) => [...binsIn(room, found, palette), diagonalIn(room, palette)],
      })),
    },
    palette,
  );

export function calibrationNumbers(lines: Lines): CsvValue[][] {
  const { probabilities, bin, rows, confidence, right } = calibration.columns;
  return [
    [probabilities, bin, rows, confidence, right],
    ...lines.flatMap(([title, { bins }]) =>
      bins.map((one) => [title, calibration.bin(one.low, one.high), one.rows, one.confidence, one.accuracy]),
    ),
  ];
}
