import * as v from 'valibot';
import { InputError } from '../errors.ts';
import { sentimentNames, type Correction } from '../../contract/dataset.ts';
import { textCells, type Dataset } from './dataset.ts';
import { readLabels } from './label-column.ts';
import { shorten } from './shorten.ts';
import { bytesReader } from './text-column.ts';
import { TextHash } from './text-hash.ts';
import { TimeSlicer, type WorkOptions } from './time-slicer.ts';

const formatName = 'forget-gate-corrections';
/** 1: of two classes, which are called negative and positive there whatever the data calls them. 2: the class's name. */
const versions = { sentiment: 1, named: 2 } as const;
/** A hundred thousand corrections fit. */
const mostBytes = 50_000_000;
/** Of the text, so that a user can read the file. The key alone counts. */
const textUnits = 200;

/** Names a clean text: 64 bits of a hash of its UTF-8, as 16 hexadecimal digits. */
export function textKey(text: string): string {
  return new TextHash().of(new TextEncoder().encode(text)).toString();
}

const head = v.looseObject({ format: v.literal(formatName), version: v.number() });

const entry = {
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  text: v.string(),
};
const file = { format: v.literal(formatName), dataset: v.string() };

const schema = v.variant('version', [
  v.strictObject({
    ...file,
    version: v.literal(versions.sentiment),
    corrections: v.array(
      v.strictObject({ ...entry, correction: v.picklist([...sentimentNames, 'leave-out']) }),
    ),
  }),
  v.strictObject({
    ...file,
    version: v.literal(versions.named),
    corrections: v.array(
      v.union([
        v.strictObject({ ...entry, class: v.string() }),
        v.strictObject({ ...entry, correction: v.literal('leave-out') }),
      ]),
    ),
  }),
]);

type Entry = v.InferOutput<typeof schema>['corrections'][number];

/** @param names of the classes; two are written as negative and positive */
function written(correction: Correction, names: readonly string[]) {
  if (correction === 'exclude') return { correction: 'leave-out' };
  return names.length === 2 ? { correction: sentimentNames[correction] } : { class: names[correction] };
}

/** @throws {InputError} for a class that is not among these */
function meant(entryOf: Entry, names: readonly string[]): Correction {
  if ('correction' in entryOf)
    return entryOf.correction === 'leave-out' ? 'exclude' : sentimentNames.indexOf(entryOf.correction);
  const id = names.indexOf(entryOf.class);
  if (id < 0) throw new InputError({ code: 'corrections-other-class', name: entryOf.class });
  return id;
}

/** The rows of the table whose texts are corrected, ascending. */
export function correctedRows({ origin }: Pick<Dataset, 'origin'>): Int32Array {
  if (origin.corrections.size === 0) return new Int32Array(0);
  const texts = textCells(origin);
  const bytesOf = bytesReader(texts);
  const hash = new TextHash();
  const rows: number[] = [];
  for (let row = 0; row < texts.length; row++) {
    if (origin.corrections.has(hash.of(bytesOf(row)).toString())) rows.push(row);
  }
  return Int32Array.from(rows);
}

/**
 * What the files' labels alone make of some texts: a class, or nothing where they give none or several.
 * @param keys of the texts
 * @throws the signal's reason once it is aborted
 */
export async function labelsOfTexts(
  { origin }: Pick<Dataset, 'origin'>,
  keys: ReadonlySet<string>,
  options: WorkOptions,
): Promise<Map<string, Correction>> {
  const slicer = new TimeSlicer(options, 'cleaning');
  const { table, choice } = origin;
  const { classes } = await readLabels(table, table.columns.indexOf(choice.label), choice, slicer);
  const bytesOf = bytesReader(textCells(origin));
  const hash = new TextHash();
  const found = new Map<string, Correction>([...keys].map((key) => [key, 'exclude']));
  const said = new Set<string>();
  for (let row = 0; row < classes.length; row++) {
    if (slicer.isDue) await slicer.pause(row / classes.length, row);
    const key = classes[row] < 0 ? '' : hash.of(bytesOf(row)).toString();
    if (!keys.has(key)) continue;
    found.set(key, said.has(key) && found.get(key) !== classes[row] ? 'exclude' : classes[row]);
    said.add(key);
  }
  return found;
}

/** A dataset's corrections as a JSON file. They are applied again by the texts, wherever those stand. */
export function writeCorrections(
  dataset: Pick<Dataset, 'name' | 'classNames' | 'origin'>,
): Uint8Array<ArrayBuffer> {
  const { name, classNames } = dataset;
  const texts = textCells(dataset.origin);
  const textOf = new Map<string, string>();
  for (const row of correctedRows(dataset)) {
    const text = texts.get(row);
    textOf.set(textKey(text), shorten(text, textUnits));
  }
  const corrections = [...dataset.origin.corrections].map(([key, correction]) => ({
    key,
    ...written(correction, classNames),
    text: textOf.get(key) ?? '',
  }));
  const version = classNames.length === 2 ? versions.sentiment : versions.named;
  const whole = { format: formatName, version, dataset: name, corrections };
  return new TextEncoder().encode(`${JSON.stringify(whole, null, 2)}\n`);
}

/**
 * The corrections in a file that `writeCorrections` wrote, by `textKey`.
 * @param names of the data's classes
 * @throws {InputError} when it is too large, no such file, of a later version, says two things about a text, or names
 * another class
 */
export function readCorrections(bytes: Uint8Array, names: readonly string[]): Map<string, Correction> {
  if (bytes.length > mostBytes)
    throw new InputError({ code: 'corrections-too-large', megabytes: mostBytes / 1e6 });
  const value = parse(bytes);
  const first = v.safeParse(head, value);
  if (!first.success) throw notOurs();
  if (first.output.version > versions.named) throw new InputError({ code: 'corrections-later-version' });
  const result = v.safeParse(schema, value);
  if (!result.success) throw damaged();
  const corrections = new Map<string, Correction>();
  for (const one of result.output.corrections) {
    const before = corrections.get(one.key);
    const now = meant(one, names);
    if (before !== undefined && before !== now) throw damaged();
    corrections.set(one.key, now);
  }
  return corrections;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw notOurs();
  }
}

function notOurs(): InputError {
  return new InputError({ code: 'not-corrections' });
}

function damaged(): InputError {
  return new InputError({ code: 'corrections-damaged' });
}
