/**
 * safetensors: 8 bytes with the length of a header, the header as JSON, then the numbers of all tensors without
 * gaps (https://github.com/huggingface/safetensors, "Format"). Written with the tensors at a multiple of 8 bytes.
 */
import { InputError } from '../errors.ts';
import { concat } from '../bytes.ts';
import { floatBytes, utf8 } from './bytes.ts';

export interface Tensor {
  shape: readonly number[];
  values: Float32Array;
}

export interface SafetensorsFile {
  metadata: Map<string, string>;
  tensors: Map<string, Tensor>;
}

/** Of a header: it holds the vocabulary, and quotes in that double. */
const maxHeaderBytes = 96 * 2 ** 20;

/**
 * @param tensors float32, in the order in which they are written
 * @throws {RangeError} when a shape does not fit its values
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    if (numbersIn(shape) !== values.length) throw new RangeError(`Tensor ${name} does not fit its shape.`);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const json = utf8(JSON.stringify(header));
  const length = Math.ceil(json.length / 8) * 8;
  const prefix = new DataView(new ArrayBuffer(8));
  prefix.setBigUint64(0, BigInt(length), true);
  const spaces = new Uint8Array(length - json.length).fill(0x20);
  const data = [...tensors.values()].map(({ values }) => floatBytes(values));
  return concat([new Uint8Array(prefix.buffer), json, spaces, ...data]);
}

/** Whether a file may be one: a length, and behind it the start of an object. */
export function looksLikeSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 10 || bytes[8] !== 0x7b) return false;
  return headerLength(bytes) <= Math.min(bytes.length - 8, maxHeaderBytes);
}

function headerLength(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
}

const damaged = { code: 'safetensors-damaged' } as const;

/**
 * Every tensor must be float32 and finite, and their bytes must fill the file from the header to its end, in
 * the header's order.
 * @throws {InputError} for anything else
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  if (!looksLikeSafetensors(bytes)) throw new InputError(damaged);
  const start = 8 + headerLength(bytes);
  const entries = parseHeader(bytes.subarray(8, start));
  const metadata = readMetadata(entries.get('__metadata__') ?? {});
  entries.delete('__metadata__');
  const tensors = new Map<string, Tensor>();
  let offset = 0;
  for (const [name, entry] of entries) {
    const { shape, end } = checkEntry(entry, offset, bytes.length - start);
    const values = new Float32Array(new Uint8Array(bytes.subarray(start + offset, start + end)).buffer);
    if (!values.every(Number.isFinite)) throw new InputError({ code: 'safetensors-not-finite' });
    tensors.set(name, { shape, values });
    offset = end;
  }
  if (start + offset !== bytes.length) throw new InputError(damaged);
  return { metadata, tensors };
}

/** A map, and not an object: a key may be `__proto__`. */
function parseHeader(bytes: Uint8Array): Map<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new InputError(damaged);
  }
  return new Map(Object.entries(value as object));
}

function readMetadata(value: unknown): Map<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : null;
  if (!entries?.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    throw new InputError(damaged);
  return new Map(entries);
}

/** @throws {InputError} unless it says that float32 values start at `offset` and end within `available` bytes */
function checkEntry(value: unknown, offset: number, available: number): { shape: number[]; end: number } {
  const { dtype, shape, data_offsets: range } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype === 'string' && dtype !== 'F32')
    throw new InputError({ code: 'safetensors-type', type: plainType(dtype) });
  const isGood =
    dtype === 'F32' &&
    isCounts(shape) &&
    isCounts(range) &&
    range.length === 2 &&
    range[0] === offset &&
    range[1] <= available &&
    range[1] - range[0] === 4 * numbersIn(shape);
  if (!isGood) throw new InputError(damaged);
  return { shape, end: range[1] };
}

function plainType(dtype: string): string {
  return /^[A-Z0-9_]{1,12}$/.test(dtype) ? dtype : 'unknown';
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function numbersIn(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
