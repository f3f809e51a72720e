/** The line as a picture that can be saved, and as numbers. */
import type { CsvValue } from '../../../contract/csv.ts';
import type { Line } from '../../../workers/protocol.ts';
import { lineWords as words } from '../../i18n/line.ts';
import { diamondAt, discAt, marksPicture, squareAt } from '../../shared/marks.ts';
import { letter, type Palette } from '../../shared/picture.ts';
import { lineMarks } from './drawing.ts';

const size = { width: 760, height: 420 };

export function savedLine(line: Line, step: number, palette: Palette): string {
  const { ink, sheet, 'ink-faint': faint, validation: from, training: to, accent: way } = palette;
  const colours = { ink, sheet, faint, from, to, way };
  const measure = (text: string) => text.length * letter;
  const [left, right] = line.between.map((id) => line.classes[id]);
  const others = { name: words.legend.others, fill: faint };
  return marksPicture(
    {
      title: words.title,
      marks: lineMarks(line, size, { step, colours, measure }),
      size,
      axis: [words.towards.left(left), words.axis.along, words.towards.right(right)],
      legend: [
        { name: words.legend.state(left), fill: from, markAt: (x, y) => diamondAt(x, y, 5) },
        { name: words.legend.state(right), fill: to, markAt: (x, y) => discAt(x, y, 4) },
        ...(line.classes.length > 2
          ? [{ ...others, markAt: (x: number, y: number) => squareAt(x, y, 2) }]
          : []),
        { name: words.legend.walk, fill: way, markAt: (x, y) => `M${x - 8} ${y - 1}h16v2h-16Z` },
      ],
    },
    palette,
  );
}

/** Every state, then the way of the text. */
export function lineNumbers({ states, classes, walk }: Line): CsvValue[][] {
  return [
    [...words.csv.columns],
    ...Array.from(states.x, (x, i) => [
      words.csv.state(states.isLast[i] === 1),
      ...[classes[states.classes[i]], '', x, states.y[i]],
    ]),
    ...walk.map(({ token, x, y }) => [words.csv.walk, '', token, x, y]),
  ];
}
