import type { Correction, ExclusionReason, CleaningOptions, Part } from '../../contract/dataset.ts';
import type { TimeSlicer, WorkOptions } from './time-slicer.ts';
import { firstOfEqual } from './equal-texts.ts';
import { excludedLabel, noLabel } from './label-column.ts';
import { balance, excludeNear, withoutMarkup } from './cleaning.ts';
import { bytesReader, type Texts } from './text-column.ts';
import { TextHash } from './text-hash.ts';

/** All rows of some files, before any is excluded. */
export interface Candidates {
  /** Clean. */
  texts: Texts;
  /** [texts.length] Canonical keys, with markup or without. */
  keys: Float64Array;
  /** [texts.length] As the labels have it: a class, `noLabel` or `excludedLabel`. Corrections change it. */
  classes: Int8Array;
  /** [texts.length] The part that each row came in, for a provided split. */
  provided: readonly (Part | null)[] | null;
  /** By the text's hash. */
  corrections: ReadonlyMap<string, Correction>;
  cleaning: Partial<CleaningOptions>;
}

export interface Selection {
  /** As they are used: without markup where that was asked. */
  texts: Texts;
  /** [texts.length] Null for rows that are used. */
  reasons: (ExclusionReason | null)[];
  /** Rows that are used, ascending. */
  rows: Int32Array;
}

/**
 * Which rows are used, and why the others are not. The reasons are looked at in this order: a correction, an
 * empty text, no label, a label to be excluded, several labels for one text (all of its rows, unless a correction
 * settles it), an equal text before it; then the cleaning options.
 */
export async function selectRows(
  from: Candidates,
  slicer: TimeSlicer,
  options: WorkOptions,
): Promise<Selection> {
  const { cleaning } = from;
  slicer.beginStage(0.2, 0.4);
  const texts = cleaning.stripMarkup ? await withoutMarkup(from.texts, slicer) : from.texts;
  const reasons = Array.from<unknown, ExclusionReason | null>({ length: from.texts.length }, () => null);
  const exclude = (row: number, reason: ExclusionReason) => void (reasons[row] = reason);
  const used = () => rowsWithout(reasons);
  slicer.beginStage(0.4, 0.5);
  const corrected = await correct(from, slicer, exclude);
  await excludeUnlabelled(from.classes, texts, reasons, slicer);
  slicer.beginStage(0.5, 0.7);
  await excludeCopies({ ...from, texts }, corrected, reasons, slicer);
  const near = cleaning.excludeNearDuplicates === true;
  const crossSplit = cleaning.excludeCrossSplit === true && from.provided !== null;
  if (near || crossSplit) {
    const among = { texts, keys: from.keys, rows: used(), provided: from.provided };
    await excludeNear(among, { ...options, near, crossSplit }, exclude);
  }
  if (cleaning.balance) balance(used(), from.classes, exclude);
  return { texts, reasons, rows: used() };
}

function rowsWithout(reasons: readonly (ExclusionReason | null)[]): Int32Array {
  let count = 0;
  for (const reason of reasons) if (reason === null) count++;
  const rows = new Int32Array(count);
  let at = 0;
  reasons.forEach((reason, row) => {
    if (reason === null) rows[at++] = row;
  });
  return rows;
}

/** Puts corrected classes in their place. @returns which rows were given a class; null when none */
async function correct(
  { texts, classes, corrections }: Candidates,
  slicer: TimeSlicer,
  exclude: (row: number, reason: ExclusionReason) => void,
): Promise<Uint8Array | null> {
  if (corrections.size === 0) return null;
  const bytesOf = bytesReader(texts);
  const hash = new TextHash();
  const corrected = new Uint8Array(classes.length);
  for (let row = 0; row < classes.length; row++) {
    const correction = corrections.get(hash.of(bytesOf(row)).toString());
    if (correction === 'exclude') exclude(row, 'correction');
    else if (correction !== undefined) {
      classes[row] = correction;
      corrected[row] = 1;
    }
    if (slicer.isDue) await slicer.pause(row / classes.length, row);
  }
  return corrected;
}

async function excludeUnlabelled(
  classes: Int8Array,
  texts: Texts,
  reasons: (ExclusionReason | null)[],
  slicer: TimeSlicer,
): Promise<void> {
  const bytesOf = bytesReader(texts);
  for (let row = 0; row < classes.length; row++) {
    if (slicer.isDue) await slicer.pause(row / classes.length, row);
    if (reasons[row] !== null) continue;
    if (bytesOf(row).length === 0) reasons[row] = 'empty-text';
    else if (classes[row] === noLabel) reasons[row] = 'no-label';
    else if (classes[row] === excludedLabel) reasons[row] = 'label-left-out';
  }
}

/** No class yet, and more than one, among what the equal texts that begin at a row have between them. */
const none = -1;
const several = -2;

interface Groups {
  /** [rows] The class of the texts that are equal to that of a row. */
  classes: Int8Array;
  /** [rows] The class that a user gave. */
  settled: Int8Array;
  /** Its first row of the provided test part, if that may push others out; −1. */
  tested: Int32Array;
}

function note(groups: Int8Array, first: number, id: number): void {
  groups[first] = groups[first] === none || groups[first] === id ? id : several;
}

function readGroups(
  firstOf: Int32Array,
  { classes, provided, cleaning }: Candidates,
  corrected: Uint8Array | null,
): Groups {
  const groups: Groups = {
    classes: new Int8Array(firstOf.length).fill(none),
    settled: new Int8Array(firstOf.length).fill(none),
    tested: new Int32Array(firstOf.length).fill(-1),
  };
  firstOf.forEach((first, row) => {
    if (first < 0) return;
    note(groups.classes, first, classes[row]);
    if (corrected?.[row]) note(groups.settled, first, classes[row]);
    if (cleaning.excludeCrossSplit && groups.tested[first] < 0 && provided?.[row] === 'test')
      groups.tested[first] = row;
  });
  return groups;
}

/** Of equal texts the first stays; with `excludeCrossSplit` the first of the test part, if there is one. */
async function excludeCopies(
  from: Candidates,
  corrected: Uint8Array | null,
  reasons: (ExclusionReason | null)[],
  slicer: TimeSlicer,
): Promise<void> {
  const taken = Uint8Array.from(reasons, (reason) => (reason === null ? 1 : 0));
  const firstOf = await firstOfEqual(from.texts, taken, slicer);
  const groups = readGroups(firstOf, from, corrected);
  firstOf.forEach((first, row) => {
    if (first < 0) return;
    const settled = groups.settled[first];
    if (groups.classes[first] === several) {
      if (settled < 0) {
        reasons[row] = 'two-labels';
        return;
      }
      from.classes[row] = settled;
    }
    const tested = groups.tested[first];
    const kept = tested < 0 ? first : tested;
    if (row === kept) return;
    reasons[row] = tested >= 0 && from.provided?.[row] !== 'test' ? 'cross-split' : 'duplicate';
  });
}
