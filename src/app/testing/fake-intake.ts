/** Made-up tables for the fake worker: the input file's name says what is in it. Never shipped. */
import type {
  InputFile,
  ColumnChoice,
  ColumnGuess,
  DatasetSummary,
  Encoding,
  FileFormat,
  Progress,
  TablePreview,
} from '../../workers/protocol.ts';
import { fakeSummary } from './fake-answers.ts';

const rowCount = 1_204;

const rows = [
  ['1', 'Crisp, warm and gone in a minute. I would order it again.', 'positive', '5', '91.5', 'train'],
  ['2', 'It stopped after a week and nobody answered my letters.', 'negative', '1', '12', 'train'],
  ['3', 'Neither here nor there.', 'neutral', '3', '50', 'test'],
  ['4', 'The second act drags, the last one makes up for it.', 'positive', '4', '74', 'test'],
];

const sentiment = [
  { value: 'positive', count: 610, guess: 1 as const },
  { value: 'negative', count: 540, guess: 0 as const },
  { value: 'neutral', count: 54, guess: null },
];

/** Nothing is known of letters; of stars, the middle is excluded. */
const stars = (isScale: boolean): NonNullable<TablePreview['values'][string]> =>
  isScale
    ? [
        { value: '5', count: 400, guess: 1 },
        { value: '4', count: 210, guess: 1 },
        { value: '3', count: 96, guess: null },
        { value: '2', count: 118, guess: 0 },
        { value: '1', count: 380, guess: 0 },
      ]
    : [
        { value: '5', count: 400, guess: null },
        { value: '1', count: 380, guess: null },
        { value: '4', count: 210, guess: null },
      ];

function guessOf(name: string): ColumnGuess {
  const split = name.includes('split') ? 'part' : null;
  const label = name.includes('unclear')
    ? null
    : (['stars', 'score'].find((column) => name.includes(column)) ?? 'sentiment');
  return {
    text: 'review',
    label,
    split,
    why: {
      text: { code: 'guess-longest', name: 'review' },
      label: label === null ? null : { code: 'guess-values', name: label, values: ['1', '5'] },
      split: split && { code: 'guess-values', name: split, values: ['train', 'test'] },
    },
  };
}

const endings: [RegExp, FileFormat][] = [
  [/\.json$/, 'json'],
  [/\.jsonl$/, 'json-lines'],
  [/\.tsv$/, 'tsv'],
  [/\.xlsx$/, 'xlsx'],
  [/\.parquet$/, 'parquet'],
  [/\.txt$/, 'text-files'],
];

export function fakePreview(files: readonly InputFile[], encoding: Encoding | null): TablePreview {
  const [{ path }] = files;
  const format = endings.find(([ending]) => ending.test(path))?.[1] ?? 'csv';
  const isBinary = format === 'xlsx' || format === 'parquet';
  const found = path.includes('latin') ? 'windows-1252' : 'UTF-8';
  const isBroken = path.includes('broken');
  const name = files.length === 1 ? path : `${files.length} files of ${path.split('/')[0]}`;
  return {
    fileName: name,
    format,
    encoding: isBinary ? null : (encoding ?? found),
    files: [],
    fileCount: files.length,
    rowCount,
    columns: ['id', 'review', 'sentiment', 'stars', 'score', 'part'],
    rows,
    guess: guessOf(path),
    codes: {},
    values: {
      id: null,
      review: null,
      sentiment,
      stars: stars(path.includes('stars')),
      score: null,
      part: [
        { value: 'train', count: 1_000, guess: null },
        { value: 'test', count: 204, guess: null },
      ],
    },
    numbers: { id: { min: 1, max: rowCount }, stars: { min: 1, max: 5 }, score: { min: 0, max: 100 } },
    repairedRows: isBroken ? 12 : 0,
    broken: isBroken
      ? { count: 3, samples: ['1;2;"unclosed', '<b>7</b>,too,many,cells', '\u{fffd}\u{fffd}'] }
      : { count: 0, samples: [] },
    joined: isBroken
      ? {
          count: 2,
          samples: ['8 | <b>Warm</b>, soft, and cheap | positive', '9 | Late, and cold | negative'],
        }
      : { count: 0, samples: [] },
  };
}

export function fakeChosen(name: string, choice: ColumnChoice): DatasetSummary {
  const summary = fakeSummary(name, 1_150);
  return choice.split ? { ...summary, provided: { train: 860, validation: 96, test: 194 } } : summary;
}

/** Says twenty times how far it is. @returns false when it was cancelled */
export async function fakeReading(
  pace: number,
  isCancelled: () => boolean,
  say: (progress: Progress) => void,
): Promise<boolean> {
  const steps = 20;
  for (let step = 1; step <= steps; step++) {
    await new Promise((resolve) => setTimeout(resolve, pace));
    if (isCancelled()) return false;
    const share = step / steps;
    say({ phase: 'reading', share, rows: Math.round(share * rowCount) });
  }
  return true;
}
