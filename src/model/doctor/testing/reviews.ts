/** Made-up reviews and tables of them, with whatever faults a test plants. */
import { Random } from '../../data/random.ts';
import { textColumn } from '../../data/text-column.ts';
import type { Table } from '../../data/table.ts';
import type { ClassId, Part } from '../../../contract/dataset.ts';

const good = ['good', 'fine', 'lovely', 'great', 'superb'];
const bad = ['bad', 'poor', 'awful', 'dull', 'weak'];
const syllables = ['ka', 'lo', 'mi', 'ren', 'tu', 'sa', 'vo', 'pel'];

/** 512 words without a meaning: by chance no two reviews are nearly the same. */
const plain = syllables.flatMap((a) => syllables.flatMap((b) => syllables.map((c) => a + b + c)));

export interface PlantedRow {
  text: string;
  /** Empty: it has none. */
  label: 'pos' | 'neg' | '';
  part?: Part;
  /** Bits of `rowDefect`. */
  defects?: number;
}

/** A review of `length` words, two of which tell its class. */
export function review(label: ClassId, random: Random, length = 14): PlantedRow {
  const telling = label === 1 ? good : bad;
  const words = Array.from({ length: length - 2 }, () => plain[random.below(plain.length)]);
  for (let i = 0; i < 2; i++) words.splice(random.below(words.length), 0, telling[random.below(5)]);
  return { text: words.join(' '), label: label === 1 ? 'pos' : 'neg' };
}

/** As many of each class, in no order. */
export function reviews(count: number, seed: number): PlantedRow[] {
  const random = new Random(seed, 31);
  const rows = Array.from({ length: count }, (_, row) => review(row % 2 === 1 ? 1 : 0, random));
  return random.shuffle(rows);
}

export const plantedChoice = { text: 'text', label: 'label', classes: { neg: 0, pos: 1 } } as const;

/** @param broken lines that could not be read */
export function plantedTable(rows: readonly PlantedRow[], broken = 0): Table {
  return {
    fileName: 'planted.csv',
    format: 'csv',
    encoding: 'UTF-8',
    files: [{ path: 'planted.csv', format: 'csv', encoding: 'UTF-8', rows: rows.length }],
    fileCount: 1,
    rowCount: rows.length,
    columns: ['text', 'label', 'part'],
    cells: [
      textColumn(rows.map(({ text }) => text)),
      textColumn(rows.map(({ label }) => label)),
      textColumn(rows.map(({ part }) => part ?? '')),
    ],
    defects: Uint8Array.from(rows, ({ defects = 0 }) => defects),
    made: { label: null, split: null },
    broken: { count: broken, samples: [] },
  };
}
