import type { RunConfig } from '../config.ts';
import { InputError } from '../errors.ts';
import { randomFor } from './streams.ts';

/** Rows of the dataset, ascending, each in exactly one part. */
export interface Split {
  train: Int32Array;
  validation: Int32Array;
  test: Int32Array;
}

export type SplitConfig = Pick<RunConfig, 'trainShare' | 'validationShare' | 'seed'>;

/** How many of `count` rows go to each part: rounded shares, at least one row each. */
function partSizes(count: number, config: SplitConfig): { train: number; validation: number; test: number } {
  const testShare = 1 - config.trainShare - config.validationShare;
  const validation = Math.max(1, Math.round(config.validationShare * count));
  const test = Math.max(1, Math.round(testShare * count));
  return { train: count - validation - test, validation, test };
}

/**
 * A seeded split in which each class keeps its proportion in each part.
 * @throws {InputError} when a class has too few rows to be in all three parts
 */
export function splitDataset(classes: Uint8Array, config: SplitConfig): Split {
  const random = randomFor(config.seed, 'split');
  const parts: Record<keyof Split, number[]> = { train: [], validation: [], test: [] };
  for (const wanted of [0, 1]) {
    const rows: number[] = [];
    classes.forEach((value, row) => value === wanted && rows.push(row));
    const sizes = partSizes(rows.length, config);
    if (sizes.train < 1) {
      throw new InputError(
        `One class has ${rows.length} reviews, too few for a training, a validation and a test part. ` +
          'Bring more reviews of it, or change the shares.',
      );
    }
    random.shuffle(rows);
    // The test part is taken first, so that it stays the same when only the other two shares change.
    for (const row of rows.slice(0, sizes.test)) parts.test.push(row);
    for (const row of rows.slice(sizes.test, sizes.test + sizes.validation)) parts.validation.push(row);
    for (const row of rows.slice(sizes.test + sizes.validation)) parts.train.push(row);
  }
  const ascending = (rows: number[]) => Int32Array.from(rows).toSorted();
  return {
    train: ascending(parts.train),
    validation: ascending(parts.validation),
    test: ascending(parts.test),
  };
}
