import { expect, test } from 'vitest';
import { TokenBlocks } from './token-blocks.ts';

test('what is added over several blocks comes out in order, replaced', () => {
  const blocks = new TokenBlocks();
  const items = Int32Array.from({ length: 700_001 }, (_, i) => i % 7);
  for (let i = 0; i < 4; i++) blocks.append(items, 1, items.length);
  expect(blocks.length).toBe(2_800_000);
  const ids = Int32Array.of(10, 11, 12, 13, 14, 15, 16);
  const values = blocks.drain(ids);
  expect(values.length).toBe(2_800_000);
  expect(values.every((value, at) => value === 10 + (((at % 700_000) + 1) % 7))).toBe(true);
  expect(blocks.drain(ids).length).toBe(0);
});
