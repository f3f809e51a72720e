/** Texts without labels beside a dataset: those of them that a run may learn from. */
import { canonicalKeys } from './canonical-key.ts';
import { withoutMarkup } from './cleaning.ts';
import type { Dataset } from './dataset.ts';
import { cleaningOf } from './reading.ts';
import { hasKey, keySet } from './seen-texts.ts';
import { bytesReader, pickTexts, type Texts } from './text-column.ts';
import { TimeSlicer, type WorkOptions } from './time-slicer.ts';

/** Texts with their canonical keys. */
export interface KeyedTexts {
  texts: Texts;
  /** [texts.length] */
  keys: Float64Array;
}

/**
 * Unlabelled texts, read as the dataset's are, without those that equal one of some rows.
 * @param rows of the dataset, such as those of the validation and the test part
 * @throws the signal's reason
 */
export async function unlabelledBeside(
  dataset: Dataset,
  rows: readonly Int32Array[],
  unlabelled: Texts,
  options: WorkOptions = {},
): Promise<KeyedTexts> {
  const held = keySet(
    Float64Array.from(
      rows.flatMap((part) => [...part]),
      (row) => dataset.keys[row],
    ),
  );
  const slicer = new TimeSlicer(options);
  const texts = cleaningOf(dataset).stripMarkup ? await withoutMarkup(unlabelled, slicer) : unlabelled;
  const all = await canonicalKeys(texts, slicer);
  const kept = Int32Array.from(all.keys()).filter((row) => !hasKey(held, all[row]));
  return { texts: pickTexts(texts, kept), keys: Float64Array.from(kept, (row) => all[row]) };
}

/** Each text once, and none that is empty. */
export function distinctTexts({ texts, keys }: KeyedTexts): KeyedTexts {
  const met = new Set<number>();
  const bytesOf = bytesReader(texts);
  const kept = Int32Array.from(keys.keys()).filter((row) => {
    const isNew = !met.has(keys[row]);
    met.add(keys[row]);
    return isNew && bytesOf(row).length > 0;
  });
  return { texts: pickTexts(texts, kept), keys: Float64Array.from(kept, (row) => keys[row]) };
}

/** The rows of one behind those of the other. */
export function joinTexts(one: Texts, other: Texts): Texts {
  const [bytesOfOne, bytesOfOther] = [bytesReader(one), bytesReader(other)];
  const count = one.length;
  return {
    length: count + other.length,
    get: (row) => (row < count ? one.get(row) : other.get(row - count)),
    bytesOf: (row) => (row < count ? bytesOfOne(row) : bytesOfOther(row - count)),
  };
}
