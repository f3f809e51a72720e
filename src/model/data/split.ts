import type { RunConfig } from '../config.ts';
import { InputError } from '../errors.ts';
import type { Part } from '../reports.ts';
import type { Dataset } from './dataset.ts';
import type { Random } from './random.ts';
import { randomFor } from './streams.ts';

/** Rows of the dataset, ascending, each in exactly one part. */
export interface Split {
  train: Int32Array;
  validation: Int32Array;
  test: Int32Array;
}

export type SplitConfig = Pick<RunConfig, 'trainShare' | 'validationShare' | 'seed'>;

type Sizes = Record<'validation' | 'test', number>;

/** Rounded shares, at least one row each. What is left goes to training. */
function chanceSizes(count: number, config: SplitConfig): Sizes {
  const testShare = 1 - config.trainShare - config.validationShare;
  return {
    validation: Math.max(1, Math.round(config.validationShare * count)),
    test: Math.max(1, Math.round(testShare * count)),
  };
}

/**
 * A given part takes no more rows. Those that are missing are taken from the rows that remain, in proportion to
 * their share beside training's.
 */
function remainingSizes(count: number, config: SplitConfig, given: ReadonlySet<Part>): Sizes {
  const testShare = 1 - config.trainShare - config.validationShare;
  const taken = (share: number) =>
    Math.max(1, Math.round((share / Math.max(share + config.trainShare, 1e-9)) * count));
  return {
    validation: given.has('validation') ? 0 : taken(config.validationShare),
    test: given.has('test') ? 0 : taken(testShare),
  };
}

/**
 * The parts of a run, in which each class keeps its proportion wherever chance decides: seeded.
 *
 * A split that the data brings is kept: its test rows are the test part and its validation rows the validation
 * part. A part that it lacks is taken by chance from the training rows, as are rows that name no part.
 * @throws {InputError} when a class has too few rows to be in all three parts, or a given part has one class
 */
export function splitDataset(dataset: Pick<Dataset, 'classes' | 'given'>, config: SplitConfig): Split {
  const { classes, given } = dataset;
  const kept = new Set((given ?? []).filter((part) => part === 'validation' || part === 'test'));
  const random = randomFor(config.seed, 'split');
  const parts: Record<Part, number[]> = { train: [], validation: [], test: [] };
  for (const wanted of [0, 1]) {
    const rows: number[] = [];
    classes.forEach((value, row) => {
      if (value !== wanted) return;
      const part = given?.[row];
      if (part === 'validation' || part === 'test') parts[part].push(row);
      else rows.push(row);
    });
    const sizes =
      kept.size === 0 ? chanceSizes(rows.length, config) : remainingSizes(rows.length, config, kept);
    draw(rows, sizes, random, parts, kept.size > 0);
  }
  for (const part of kept) checkGiven(part, parts[part], classes);
  const ascending = (rows: number[]) => Int32Array.from(rows).sort();
  return {
    train: ascending(parts.train),
    validation: ascending(parts.validation),
    test: ascending(parts.test),
  };
}

function draw(
  rows: number[],
  sizes: Sizes,
  random: Random,
  parts: Record<Part, number[]>,
  isGiven: boolean,
): void {
  if (rows.length - sizes.validation - sizes.test < 1) {
    const reviews = `${rows.length} ${rows.length === 1 ? 'review' : 'reviews'}`;
    throw new InputError(
      isGiven
        ? `One class has ${reviews} outside of the parts that came with the data, too few to learn from. Choose no split column, or bring more reviews.`
        : `One class has ${reviews}, too few for a training, a validation and a test part. ` +
            'Bring more reviews of it, or change the shares.',
    );
  }
  random.shuffle(rows);
  // The test part is taken first, so that it stays the same when only the other two shares change.
  rows.forEach((row, i) => {
    if (i < sizes.test) parts.test.push(row);
    else if (i < sizes.test + sizes.validation) parts.validation.push(row);
    else parts.train.push(row);
  });
}

function checkGiven(part: Part, rows: readonly number[], classes: Uint8Array): void {
  const positive = rows.filter((row) => classes[row] === 1).length;
  if (positive > 0 && positive < rows.length) return;
  throw new InputError(
    `The ${part} part that came with the data has only ${positive > 0 ? 'positive' : 'negative'} reviews. ` +
      'Choose no split column, or bring both kinds.',
  );
}
