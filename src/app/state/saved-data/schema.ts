/** What saved data must be like to be read: it may come from another version of the page, or from anywhere. */
import * as v from 'valibot';
import { mostClasses } from '../../../contract/parts.ts';

import { encodings, fileFormats } from '../../../contract/dataset.ts';
import type { ColumnChoice, Encoding, FileFormat, InputFile } from '../../../workers/protocol.ts';

/** What the list shows. */
export interface SavedDataset {
  id: string;
  name: string;
  /** Of all files together. */
  bytes: number;
  fileCount: number;
  format: FileFormat;
  rows: number;
  /** The latest change of a file, in milliseconds since 1970; 0 where no file says it. */
  modified: number;
  /** When it was last read, in milliseconds since 1970. */
  usedAt: number;
  encoding: Encoding | null;
  choice: ColumnChoice;
}

const longestText = 2_000;
const text = v.pipe(v.string(), v.maxLength(longestText));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const number = v.pipe(v.number(), v.finite());

const options = v.record(v.string(), v.boolean());

/** Cleaning options of records that an earlier version wrote. */
const renamed = (mends: Record<string, boolean>) =>
  Object.fromEntries(
    Object.entries(mends).map(([name, isOn]) => [name.replace('leaveOut', 'exclude'), isOn]),
  );

/** What it does not name stays as it is: the worker checks a choice of columns against the table itself. */
const entrySchema = v.looseObject({
  id: v.pipe(text, v.nonEmpty()),
  name: v.pipe(text, v.nonEmpty()),
  bytes: count,
  fileCount: count,
  format: v.picklist(fileFormats),
  rows: count,
  modified: number,
  usedAt: number,
  encoding: v.nullable(v.picklist(encodings)),
  choice: v.pipe(
    v.looseObject({
      text: v.string(),
      label: v.string(),
      classes: v.record(
        v.string(),
        v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(mostClasses - 1))),
      ),
      classNames: v.optional(v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(mostClasses))),
      threshold: v.optional(v.nullable(v.looseObject({ negativeTo: number, positiveFrom: number }))),
      split: v.optional(v.nullable(v.string())),
      cleaning: v.optional(options),
      mends: v.optional(options),
    }),
    v.transform(({ mends, ...choice }) => (mends ? { ...choice, cleaning: renamed(mends) } : choice)),
  ),
});

/** All files as one: a folder of 50,000 files is one value, not 50,000. */
const contentsSchema = v.pipe(
  v.object({ paths: v.array(v.string()), sizes: v.array(count), blob: v.instance(Blob) }),
  v.check(({ paths, sizes, blob }) => {
    const sum = sizes.reduce((total, size) => total + size, 0);
    return paths.length > 0 && paths.length === sizes.length && sum === blob.size;
  }),
);

export type Contents = v.InferOutput<typeof contentsSchema>;

/** @returns null for what is no saved data */
export function readEntry(value: unknown): SavedDataset | null {
  const { success, output } = v.safeParse(entrySchema, value, { abortEarly: true });
  return success ? (output as SavedDataset) : null;
}

/** @returns null for what are no files */
export function readContents(value: unknown): Contents | null {
  const { success, output } = v.safeParse(contentsSchema, value, { abortEarly: true });
  return success ? output : null;
}

export function contentsOf(files: readonly InputFile[]): Contents {
  return {
    paths: files.map(({ path }) => path),
    sizes: files.map(({ file }) => file.size),
    blob: new Blob(files.map(({ file }) => file)),
  };
}

export function filesOf({ paths, sizes, blob }: Contents): InputFile[] {
  let start = 0;
  return paths.map((path, place) => {
    const end = start + sizes[place];
    const file = blob.slice(start, end);
    start = end;
    return { path, file };
  });
}
