import type { Part } from '../../../contract/dataset.ts';
import { guessClass } from '../labels.ts';
import { nfc } from '../nfc.ts';

/** What folders' and files' names say. */
export interface PathHints {
  /** [paths] The class that each path names, as it is written there; null where it names none. */
  label: (string | null)[];
  /** [paths] The part of a provided split that each path names. */
  split: (Part | null)[];
  /** Numbers of paths that hold no reviews: a README, a word list beside the folders that name classes. */
  leftOver: number[];
}

const splitWords = new Map<string, Part>([
  ['train', 'train'],
  ['training', 'train'],
  ['test', 'test'],
  ['testing', 'test'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['dev', 'validation'],
]);

/** Folders of reviews without labels, as in the Large Movie Review Dataset. */
const unlabelled = /^(unsup|unsupervised|unlabell?ed)$/;
/** Words that tell a class inside a longer name; others, such as "no" and "hay", say too little there. */
const classWord = /^(pos|neg)/;
/** Files about a dataset. */
const aboutFile = /^(readme|licen[cs]e|copying|changelog|citation|authors|notice)$/;

/** Folders that name classes nobody knows: so many of them at most, with so many files each at least. */
const mostClasses = 12;
const leastFiles = 10;
/** Below this share a level of folders or names says nothing of the whole. */
const leastShare = 0.5;

/** A name without what is behind its first dot: archives are folders here. */
export function stemOf(segment: string): string {
  const dot = segment.indexOf('.', 1);
  return nfc(dot < 0 ? segment : segment.slice(0, dot)).trim();
}

function wordsOf(stem: string): string[] {
  return stem.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
}

/** Whole words only: `train-00000-of-00001`, `imdb_test`. */
export function splitIn(segment: string): Part | null {
  for (const word of wordsOf(stemOf(segment).toLowerCase())) {
    const part = splitWords.get(word);
    if (part) return part;
  }
  return null;
}

/** The class that a whole name means: `pos`, `tieu_cuc`, `unsup`. */
function classOfName(segment: string): string | null {
  const stem = stemOf(segment);
  const plain = stem.replace(/[_-]+/g, ' ');
  return guessClass(stem) !== null || guessClass(plain) !== null || unlabelled.test(stem.toLowerCase())
    ? stem
    : null;
}

/** The class that a file's name means, as a whole, by a word of it or behind its dot: `rt-polarity.pos`. */
function classOfFile(segment: string): string | null {
  const whole = classOfName(segment);
  if (whole !== null) return whole;
  const words = wordsOf(nfc(segment));
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`);
  const found = [...pairs, ...words.filter((word) => classWord.test(word.toLowerCase()))];
  return found.find((word) => guessClass(word) !== null) ?? null;
}

/** Whether a file tells of a dataset and holds none of it. */
export function isAboutFile(path: string): boolean {
  return aboutFile.test(stemOf(path.slice(path.lastIndexOf('/') + 1)).toLowerCase());
}

interface Level {
  label: (string | null)[];
  /** Paths that it gives a label. */
  count: number;
  distinct: number;
}

function levelOf(names: readonly (string | null)[]): Level {
  const found = names.filter((name) => name !== null);
  return { label: [...names], count: found.length, distinct: new Set(found).size };
}

/** Folders of one depth, counted from the file, by a reading of their names. */
function folderLevels(
  segments: readonly (readonly string[])[],
  read: (name: string) => string | null,
): Level[] {
  const deepest = segments.reduce((most, { length }) => Math.max(most, length - 1), 0);
  const readings = new Map<string, string | null>();
  const reading = (name: string | undefined): string | null => {
    if (name === undefined) return null;
    const known = readings.get(name);
    if (known !== undefined) return known;
    readings.set(name, read(name));
    return readings.get(name) ?? null;
  };
  return Array.from({ length: deepest }, (_, depth) =>
    levelOf(
      segments.map((path) => (path.length >= depth + 2 ? reading(path[path.length - 2 - depth]) : null)),
    ),
  );
}

/** The level that says most; of two that say as much, the one nearer to the files. */
function best(levels: readonly Level[]): Level | null {
  let found: Level | null = null;
  for (const level of levels) {
    if (level.distinct >= 2 && (!found || level.count > found.count)) found = level;
  }
  return found;
}

function isFewOfMany({ count, distinct, label }: Level): boolean {
  return distinct <= mostClasses && count >= leastFiles * distinct && count > 0.9 * label.length;
}

function labelsOf(segments: readonly (readonly string[])[]): Level | null {
  const known = best(folderLevels(segments, classOfName));
  if (known && known.count >= leastShare * segments.length) return known;
  const files = levelOf(segments.map((path) => classOfFile(path[path.length - 1])));
  if (files.distinct >= 2 && files.count >= leastShare * segments.length) return files;
  const others = folderLevels(segments, (name) => (splitIn(name) === null ? stemOf(name) : null));
  return best(others.filter(isFewOfMany));
}

/** A split must tell files apart: `train.csv` alone is no split. */
function splitsOf(segments: readonly (readonly string[])[]): (Part | null)[] {
  const known = new Map<string, Part | null>();
  const read = (segment: string): Part | null => {
    const before = known.get(segment);
    if (before !== undefined) return before;
    const part = splitIn(segment);
    known.set(segment, part);
    return part;
  };
  const split = segments.map((path) => {
    const folder = path.slice(0, -1).findLast((segment) => read(segment) !== null);
    return folder === undefined ? splitIn(path[path.length - 1]) : read(folder);
  });
  return new Set(split.filter((part) => part !== null)).size > 1 ? split : split.map(() => null);
}

/**
 * Reads labels and splits from paths: `aclImdb/train/pos/0_9.txt` is labelled `pos` and is of the training
 * part. Folders name classes when they are known words, or when few of them hold many files each; files only
 * by known words, and never one file alone.
 */
export function fromPaths(paths: readonly string[]): PathHints {
  const segments = paths.map((path) => path.split('/'));
  const isAbout = paths.map(isAboutFile);
  const rows = segments.flatMap((path, i) => (isAbout[i] ? [] : [{ path, i }]));
  const label = paths.map((): string | null => null);
  const split = paths.map((): Part | null => null);
  const leftOver = isAbout.flatMap((about, i) => (about && rows.length > 0 ? [i] : []));

  const level = labelsOf(rows.map(({ path }) => path));
  const parts = splitsOf(rows.map(({ path }) => path));
  rows.forEach(({ i }, row) => {
    split[i] = parts[row];
    if (!level) return;
    label[i] = level.label[row];
    if (label[i] === null) leftOver.push(i);
  });
  return { label, split, leftOver: leftOver.toSorted((a, b) => a - b) };
}
