import type { Message } from '../../contract/messages/message.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { InputError } from '../errors.ts';
import { partNames, type Part } from '../../contract/parts.ts';
import type { Dataset } from './dataset.ts';
import { hasKey, type SeenTexts } from './seen-texts.ts';
import { mix } from './text-hash.ts';

/** Rows of the dataset, ascending, each in exactly one part. */
export interface Split {
  train: Int32Array;
  validation: Int32Array;
  test: Int32Array;
}

export type SplitConfig = Pick<RunConfig, 'trainShare' | 'validationShare' | 'splitSeed'> &
  /** Absent: the first. */
  Partial<Pick<RunConfig, 'fold'>>;

/** What a split depends on. */
export type SplitSource = Pick<Dataset, 'keys' | 'classes' | 'provided'>;

const [train, validation, test] = [0, 1, 2];

/**
 * Where chance puts a text: a number from 0 up to 1, from its canonical key and the split seed alone.
 * @param key an integer of 48 bits
 */
export function placeOf(key: number, splitSeed: number): number {
  const seed = mix(splitSeed ^ 0x9e3779b9);
  const high = Math.floor(key / 2 ** 32);
  return mix((mix((key | 0) ^ seed) + high) ^ mix(seed + 0x85ebca6b)) / 2 ** 32;
}

/** Below `test` a place is in the test part, else within `validation` in the validation part, else in training. */
interface Borders {
  test: number;
  /** From, up to but not including. */
  validation: readonly [from: number, to: number];
}

/** 1 − 0.8 − 0.1 and 1 − 0.7 − 0.2 must be one border, or a text could change its part. */
const rounded = (share: number) => Math.round(share * 1e9) / 1e9;

/**
 * A provided part takes no more rows. The one that is missing then is taken from the rows that remain,
 * in proportion to its share beside training's.
 */
function bordersFor(config: SplitConfig, provided: ReadonlySet<Part>): Borders {
  const { trainShare, validationShare, fold = 1 } = config;
  const testShare = rounded(1 - trainShare - validationShare);
  /** Neighbouring folds have one border between them, and the last one ends at 1. */
  const slice = (tested: number, width: number): Borders => ({
    test: tested,
    validation: [rounded(tested + (fold - 1) * width), rounded(tested + fold * width)],
  });
  if (provided.size === 0) return slice(testShare, validationShare);
  const beside = (share: number) => rounded(share / Math.max(share + trainShare, 1e-9));
  const tested = provided.has('test') ? 0 : beside(testShare);
  if (provided.has('validation')) return { test: tested, validation: [tested, tested] };
  return slice(0, validationShare / Math.max(validationShare + trainShare, 1e-9));
}

/** [rows] Of each row the index of its part's name, before anything is checked. */
function partCodes(source: SplitSource, config: SplitConfig, base: SeenTexts | null): Uint8Array {
  const { keys, provided } = source;
  const borders = bordersFor(config, providedParts(source));
  return Uint8Array.from(keys, (key, row) => {
    if (base && hasKey(base.trained, key)) return train;
    const own = provided?.[row];
    const code =
      own === 'validation' || own === 'test'
        ? partNames.indexOf(own)
        : codeAt(placeOf(key, config.splitSeed), borders);
    return code === test && base && hasKey(base.validated, key) ? validation : code;
  });
}

function codeAt(place: number, borders: Borders): number {
  if (place < borders.test) return test;
  const [from, to] = borders.validation;
  return place >= from && place < to ? validation : train;
}

function providedParts({ provided }: Pick<SplitSource, 'provided'>): Set<Part> {
  return new Set((provided ?? []).filter((part) => part === 'validation' || part === 'test'));
}

/**
 * The parts of a run. Chance puts each text into a part by its canonical key and the split seed: what else is in the
 * data, and in which order, changes nothing for it, and texts that no network can tell apart are in one part. When the
 * training and validation shares change places, the test part stays.
 *
 * A provided split is used: its test rows are the test part and its validation rows the validation
 * part. A part that it lacks is taken by chance from the training rows, as are rows that name no part.
 * @param base what the network has seen whose training continues: texts that it was trained on are in the training part,
 * texts that it was validated on are not in the test part
 * @throws {InputError} when a part is empty, training has one class, or a provided part has one class
 */
export function splitDataset(source: SplitSource, config: SplitConfig, base: SeenTexts | null = null): Split {
  const codes = partCodes(source, config, base);
  const rowsOf = (wanted: number) => {
    const rows = new Int32Array(codes.reduce((sum, code) => sum + (code === wanted ? 1 : 0), 0));
    let at = 0;
    codes.forEach((code, row) => {
      if (code === wanted) rows[at++] = row;
    });
    return rows;
  };
  const split = { train: rowsOf(train), validation: rowsOf(validation), test: rowsOf(test) };
  if ((config.fold ?? 1) > 1 && providedParts(source).has('validation'))
    throw new InputError({ code: 'fold-of-provided' });
  for (const part of providedParts(source)) checkProvided(part, source);
  const lack = lackOf(codes, source.classes);
  if (lack) throw new InputError(lackTold(lack, source, config, base));
  return split;
}

/** What keeps a split from being used. */
type Lack = { part: Part; oneClass: boolean };

function lackOf(codes: Uint8Array, classes: Uint8Array): Lack | null {
  const found = partNames.map(() => new Set<number>());
  codes.forEach((code, row) => found[code].add(classes[row]));
  for (const [code, part] of partNames.entries()) {
    if (found[code].size === 0) return { part, oneClass: false };
    // The other parts may lack one by chance: their figures are defined all the same.
    if (part === 'train' && found[code].size < Math.max(2, new Set(classes).size))
      return { part, oneClass: true };
  }
  return null;
}

function lackTold(
  { part, oneClass }: Lack,
  source: SplitSource,
  config: SplitConfig,
  base: SeenTexts | null,
): Message<'part-lacks'> {
  const told = { code: 'part-lacks', part, oneClass } as const;
  if (base) return { ...told, why: 'seen' };
  const seed = seedThatWorks(source, config);
  if (seed !== null) return { ...told, why: 'seed', seed: config.splitSeed, better: seed };
  return { ...told, why: providedParts(source).size > 0 ? 'provided' : 'few' };
}

/** Few reviews are in all parts with most of the seeds; many with any. */
const seedsTried = 200;
const mostPlaces = 2_000_000;

/** The first split seed that gives parts that can be used; null when none of many does. */
function seedThatWorks(source: SplitSource, config: SplitConfig): number | null {
  const seeds = Math.min(seedsTried, Math.ceil(mostPlaces / source.keys.length));
  for (let splitSeed = 1; splitSeed <= seeds; splitSeed++) {
    if (!lackOf(partCodes(source, { ...config, splitSeed }, null), source.classes)) return splitSeed;
  }
  return null;
}

function checkProvided(part: Part, { provided, classes }: SplitSource): void {
  const found = new Set((provided ?? []).flatMap((own, row) => (own === part ? [classes[row]] : [])));
  if (found.size > 1) return;
  throw new InputError({ code: 'provided-part-one-class', part });
}
