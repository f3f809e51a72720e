import { describe, expect, it } from 'vitest';
import { endOfStruct } from './thrift-guard.ts';

const end = (...bytes: number[]) => endOfStruct(new Uint8Array(bytes), 0);

describe('a struct of Thrift', () => {
  it('ends where its fields do', () => {
    // A number, a text, "true", a list of two numbers, a struct with a byte; then something else.
    expect(end(0x15, 6, 0x18, 2, 65, 66, 0x11, 0x19, 0x25, 2, 4, 0x1c, 0x13, 7, 0, 0, 99)).toBe(16);
    expect(end(0x17, 1, 2, 3, 4, 5, 6, 7, 8, 0)).toBe(10);
  });

  it.each([
    ['without an end', [0x15, 6]],
    ['with a number that never ends', [0x15, ...Array<number>(30).fill(0xff), 0]],
    ['with a text longer than the file', [0x18, 100, 65, 0]],
    ['with a list longer than the file', [0x19, 0xf5, 0xff, 0xff, 0xff, 0x7f, 0]],
    ['with a field of no known type', [0x1f, 0]],
    ['without a floor', Array<number>(200).fill(0x1c)],
    ['with lists without a floor', [0x19, ...Array<number>(200).fill(0x19)]],
  ])('%s is refused', (_, bytes) => {
    expect(() => end(...bytes)).toThrow(Error);
  });
});
