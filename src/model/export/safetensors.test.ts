import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeSafetensors, readSafetensors, writeSafetensors } from './safetensors.ts';
import type { Tensor } from './safetensors.ts';
import { describeWithPython, folderOf, run } from './testing/python.ts';
import { refusal as refusalBy } from './testing/refusal.ts';

const tensors = new Map<string, Tensor>([
  ['a', { shape: [2, 3], values: Float32Array.of(1, -0, 2 ** -149, 4, 5, 6) }],
  ['b/é', { shape: [1], values: Float32Array.of(7) }],
  ['empty', { shape: [0], values: new Float32Array() }],
]);

/** A file with this header, and `size` bytes behind it. */
function fileOf(header: string, size: number): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const refusal = (bytes: Uint8Array) => refusalBy(() => readSafetensors(bytes));

describe('a safetensors file', () => {
  it('comes back as it was, from anywhere in a buffer', () => {
    const bytes = writeSafetensors(tensors, { format: 'x', note: '“”' });
    const shifted = Buffer.concat([Buffer.from('abc'), bytes]).subarray(3);
    for (const file of [bytes, shifted]) {
      const back = readSafetensors(file);
      expect([...back.tensors]).toEqual([...tensors]);
      expect(Object.is(back.tensors.get('a')?.values[1], -0)).toBe(true);
      expect([...back.metadata]).toEqual([
        ['format', 'x'],
        ['note', '“”'],
      ]);
    }
  });

  it('has its numbers at a multiple of 8 bytes, and nothing behind them', () => {
    const bytes = writeSafetensors(tensors, {});
    const header = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(header % 8).toBe(0);
    expect(bytes.length).toBe(8 + header + 4 * 7);
    expect(() => writeSafetensors(new Map([['a', { shape: [2], values: new Float32Array(3) }]]), {})).toThrow(
      RangeError,
    );
  });

  it('is known by its first bytes', () => {
    expect(looksLikeSafetensors(writeSafetensors(tensors, {}))).toBe(true);
    expect(looksLikeSafetensors(new TextEncoder().encode('{"a": [1, 2, 3]}'))).toBe(false);
    expect(looksLikeSafetensors(new Uint8Array(9))).toBe(false);
  });

  it('is refused with anything missing, added, overlapping, or of another type', () => {
    const good = (entry: object) =>
      JSON.stringify({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...entry } });
    expect(readSafetensors(fileOf(good({}), 8)).tensors.size).toBe(1);
    expect(refusal(fileOf(good({}), 7))).toContain('damaged');
    expect(refusal(fileOf(good({}), 9))).toContain('damaged');
    expect(refusal(fileOf(good({ shape: [3] }), 8))).toContain('damaged');
    expect(refusal(fileOf(good({ shape: [2 ** 40, 2 ** 40] }), 8))).toContain('damaged');
    expect(refusal(fileOf(good({ shape: [-1, -2] }), 8))).toContain('damaged');
    expect(refusal(fileOf(good({ shape: 2 }), 8))).toContain('damaged');
    expect(refusal(fileOf(good({ data_offsets: [4, 12] }), 12))).toContain('damaged');
    expect(refusal(fileOf(good({ data_offsets: [0, 8, 8] }), 8))).toContain('damaged');
    expect(refusal(fileOf(good({ dtype: 'BF16' }), 8))).toContain('BF16');
    expect(refusal(fileOf(good({ dtype: '<img>' }), 8))).toContain('unknown numbers');
    expect(refusal(fileOf('{"a": null}', 8))).toContain('damaged');
    expect(refusal(fileOf('{"__metadata__": {"a": 1}}', 0))).toContain('damaged');
    expect(refusal(fileOf('{"a"', 8))).toContain('damaged');
    const nan = fileOf(good({}), 8);
    nan.set([0, 0, 0xc0, 0x7f], nan.length - 4);
    expect(refusal(nan)).toContain('not finite');
  });

  it('is refused at any other length', () => {
    const bytes = writeSafetensors(tensors, { format: 'x' });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(refusal(bytes.subarray(0, length))).toContain('damaged');
      }),
      { numRuns: 100 },
    );
  });
});

const readByPackage = `
from safetensors.numpy import load_file
print([(name, list(tensor.shape), tensor.ravel().tolist()) for name, tensor in sorted(load_file("x.safetensors").items())])
`;

describeWithPython('the safetensors package', ['safetensors', 'numpy'], ['model.safetensors'], (python) => {
  it('reads what we write', () => {
    const some = new Map([...tensors].slice(0, 2));
    const folder = folderOf({ 'x.safetensors': writeSafetensors(some, { format: 'x' }) });
    expect(run(python, ['-c', readByPackage], folder)).toBe(
      "[('a', [2, 3], [1.0, -0.0, 1.401298464324817e-45, 4.0, 5.0, 6.0]), ('b/é', [1], [7.0])]\n",
    );
  });
});
