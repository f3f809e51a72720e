import * as v from 'valibot';
import { InputError } from '../errors.ts';
import type { Correction } from '../../contract/dataset.ts';
import { textCells, type Dataset } from './dataset.ts';
import { shorten } from './shorten.ts';
import { bytesReader } from './text-column.ts';
import { TextHash } from './text-hash.ts';

const formatName = 'forget-gate-corrections';
const formatVersion = 1;
/** A hundred thousand corrections fit. */
const mostBytes = 50_000_000;
/** Of the text, so that a user can read the file. The key alone counts. */
const textUnits = 200;

/** Names a clean text: 64 bits of a hash of its UTF-8, as 16 hexadecimal digits. */
export function textKey(text: string): string {
  return new TextHash().of(new TextEncoder().encode(text)).toString();
}

const head = v.looseObject({ format: v.literal(formatName), version: v.number() });

const schema = v.strictObject({
  format: v.literal(formatName),
  version: v.literal(formatVersion),
  dataset: v.string(),
  corrections: v.array(
    v.strictObject({
      key: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
      correction: v.picklist(['negative', 'positive', 'leave-out']),
      text: v.string(),
    }),
  ),
});

type Written = v.InferOutput<typeof schema>['corrections'][number]['correction'];

function written(correction: Correction): Written {
  if (correction === 'exclude') return 'leave-out';
  return correction === 1 ? 'positive' : 'negative';
}

function meant(correction: Written): Correction {
  if (correction === 'leave-out') return 'exclude';
  return correction === 'positive' ? 1 : 0;
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

/** A dataset's corrections as a JSON file. They are applied again by the texts, wherever those stand. */
export function writeCorrections(dataset: Pick<Dataset, 'name' | 'origin'>): Uint8Array<ArrayBuffer> {
  const texts = textCells(dataset.origin);
  const textOf = new Map<string, string>();
  for (const row of correctedRows(dataset)) {
    const text = texts.get(row);
    textOf.set(textKey(text), shorten(text, textUnits));
  }
  const corrections = [...dataset.origin.corrections].map(([key, correction]) => ({
    key,
    correction: written(correction),
    text: textOf.get(key) ?? '',
  }));
  const file = { format: formatName, version: formatVersion, dataset: dataset.name, corrections };
  return new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
}

/**
 * The corrections in a file that `writeCorrections` wrote, by `textKey`.
 * @throws {InputError} when it is too large, no such file, of a later version, or says two things about a text
 */
export function readCorrections(bytes: Uint8Array): Map<string, Correction> {
  if (bytes.length > mostBytes)
    throw new InputError({ code: 'corrections-too-large', megabytes: mostBytes / 1e6 });
  const value = parse(bytes);
  const first = v.safeParse(head, value);
  if (!first.success) throw notOurs();
  if (first.output.version > formatVersion) throw new InputError({ code: 'corrections-later-version' });
  const result = v.safeParse(schema, value);
  if (!result.success) throw damaged();
  const corrections = new Map<string, Correction>();
  for (const { key, correction } of result.output.corrections) {
    const before = corrections.get(key);
    if (before !== undefined && before !== meant(correction)) throw damaged();
    corrections.set(key, meant(correction));
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
