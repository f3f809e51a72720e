import type { ExclusionReason, Part } from '../../contract/dataset.ts';
import { firstOfKey } from './canonical-key.ts';
import { mayHaveMarkup, stripMarkup } from './markup.ts';
import type { TimeSlicer, WorkOptions } from './time-slicer.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { Random } from './random.ts';
import { bytesReader, pickTexts, TextColumnWriter, type Texts } from './text-column.ts';

/** The texts without markup. Those that have none are not copied. */
export async function withoutMarkup(texts: Texts, slicer: TimeSlicer): Promise<Texts> {
  const bytesOf = bytesReader(texts);
  const writer = new TextColumnWriter();
  const changedAt = new Int32Array(texts.length).fill(-1);
  for (let row = 0; row < texts.length; row++) {
    if (mayHaveMarkup(bytesOf(row))) {
      const text = texts.get(row);
      const plain = stripMarkup(text);
      if (plain !== text) {
        changedAt[row] = writer.length;
        writer.append(plain);
      }
    }
    if (slicer.isDue) await slicer.pause(row / texts.length, row);
  }
  const changed = writer.finish();
  return {
    length: texts.length,
    get: (row) => (changedAt[row] >= 0 ? changed.get(changedAt[row]) : texts.get(row)),
    bytesOf: (row) => (changedAt[row] >= 0 ? changed.bytesOf(changedAt[row]) : bytesOf(row)),
  };
}

export type Exclude = (row: number, reason: ExclusionReason) => void;

/** Where near duplicates and copies are looked for. */
export interface Among {
  texts: Texts;
  /** [texts.length] Canonical keys. */
  keys: Float64Array;
  /** Of the texts, ascending: those that are used so far. */
  rows: Int32Array;
  provided: readonly (Part | null)[] | null;
}

/**
 * Excludes what is nearly the same as another text, or is another text to the eye alone.
 * @param options `near`: of a group of near duplicates only the first stays; `crossSplit`: with a provided split,
 * those of a group that has rows of the test part are excluded from all other parts
 */
export async function excludeNear(
  { texts, keys, rows, provided }: Among,
  options: { near: boolean; crossSplit: boolean } & WorkOptions,
  exclude: Exclude,
): Promise<void> {
  const leaders = leadersOf(
    await nearDuplicates(pickTexts(texts, rows), options),
    Float64Array.from(rows, (row) => keys[row]),
  );
  const isTest = (index: number) => provided?.[rows[index]] === 'test';
  const tested = new Uint8Array(rows.length);
  const crossSplit = options.crossSplit && provided !== null;
  if (crossSplit) rows.forEach((_, index) => isTest(index) && (tested[leaders[index]] = 1));
  const isTaken = new Uint8Array(rows.length);
  rows.forEach((row, index) => {
    const leader = leaders[index];
    if (tested[leader] === 1 && !isTest(index)) exclude(row, 'cross-split');
    else if (options.near && isTaken[leader] === 1) exclude(row, 'near-duplicate');
    else isTaken[leader] = 1;
  });
}

/** The first of each group of near duplicates and copies. @param earlier as `nearDuplicates` gives it */
function leadersOf(earlier: Int32Array, keys: Float64Array): Int32Array {
  const leaders = new Int32Array(earlier.length);
  const copies = firstOfKey(keys);
  earlier.forEach((near, index) => {
    const before = copies[index] < index ? copies[index] : near;
    leaders[index] = before < 0 ? index : leaders[before];
  });
  return leaders;
}

/** One fixed draw: the same data is balanced in the same way for every run. */
const balanceSeed = 20_230;

/** Excludes rows of the larger classes, by chance, until all have as many. @param rows those used so far */
export function balance(rows: Int32Array, classes: Int8Array, exclude: Exclude): void {
  const ids = new Set(rows.map((row) => classes[row]));
  const ofClass = Array.from(ids, (id) => rows.filter((row) => classes[row] === id));
  const least = Math.min(...ofClass.map(({ length }) => length));
  for (const own of ofClass) {
    const shuffled = new Random(balanceSeed).shuffle(own.slice());
    for (const row of shuffled.subarray(0, own.length - least)) exclude(row, 'balance');
  }
}
