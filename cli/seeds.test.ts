import { saying } from '../src/contract/messages/testing/saying.ts';
import { describe, expect, it } from 'vitest';
import { parseSeeds } from './seeds.ts';

describe('seeds on the command line', () => {
  it.each([
    ['7', [7]],
    ['1,2,3', [1, 2, 3]],
    ['3, 1', [3, 1]],
    ['1-4', [1, 2, 3, 4]],
    ['1..4', [1, 2, 3, 4]],
    ['5 - 6,0', [5, 6, 0]],
    ['2147483647', [2_147_483_647]],
  ])('reads %j', (text, seeds) => {
    expect(parseSeeds(text)).toEqual(seeds);
  });

  it.each([
    ['abc', 'not “abc”'],
    ['1,,2', 'not “”'],
    ['', 'not “”'],
    ['1,2,', 'not “”'],
    ['1.5', 'not “1.5”'],
    ['-1', 'not “-1”'],
    ['1e3', 'not “1e3”'],
    ['0x10', 'not “0x10”'],
    ['1-', 'not “1-”'],
    ['1-2-3', 'not “1-2-3”'],
    ['2147483648', 'from 0 to 2147483647'],
    ['2147483647-2147483648', 'from 0 to 2147483647'],
    ['4-2', 'from the lower seed up: not “4-2”'],
    ['2,1,2', 'names 2 twice'],
    ['1-5,3', 'names 3 twice'],
    ['1-1001', 'at most 1,000 seeds'],
    ['1-600,601-1200', 'at most 1,000 seeds'],
    ['0-2147483647', 'at most 1,000 seeds'],
  ])('refuses %j in one sentence', (text, sentence) => {
    expect(() => parseSeeds(text)).toThrow(saying(sentence));
    expect(() => parseSeeds(text)).toThrow(expect.objectContaining({ name: 'InputError' }) as Error);
  });
});
