/** The map as a picture that can be saved; map and comparison as numbers. */
import type { CsvValue } from '../../../contract/csv.ts';
import type { WordReport } from '../../../workers/protocol.ts';
import { wordsWords } from '../../i18n/words.ts';
import { discAt, marksPicture, squareAt } from '../../shared/marks.ts';
import { letter, type Palette } from '../../shared/picture.ts';
import { mapMarks, placesOf } from './drawing.ts';

const words = wordsWords.map;
const size = { width: 900, height: 560 };

export function savedMap({ map, classes }: WordReport, chosen: string | null, palette: Palette): string {
  const { ink, sheet, validation, training, accent, 'ink-faint': faint } = palette;
  const colours = { ink, sheet, classes: [validation, training, accent, faint] };
  const measure = (text: string) => text.length * letter;
  const { width, height } = size;
  return marksPicture(
    {
      title: words.title,
      marks: mapMarks(placesOf(map, width, height), { colours, chosen, width, measure }),
      size,
      legend: classes.map((name, id) => ({
        name: words.legend(name),
        fill: colours.classes[id % colours.classes.length],
        markAt: (x: number, y: number) => (id % 2 === 1 ? discAt : squareAt)(x, y, 3),
      })),
    },
    palette,
  );
}

export const mapNumbers = ({ map, classes }: WordReport): CsvValue[][] => [
  [...words.columns],
  ...map.map(({ word, class: id, weight, x, y }) => [word, classes[id], weight, x, y]),
];

export const comparedNumbers = ({ compared }: WordReport): CsvValue[][] => [
  Object.values(wordsWords.compare.columns),
  ...compared.map(({ word, count, attribution, weight, difference }) => [
    ...[word, count, attribution, weight, difference],
  ]),
];
