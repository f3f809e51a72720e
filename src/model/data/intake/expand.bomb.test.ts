import { saying } from '../../../contract/messages/testing/saying.ts';
import { expect, it } from 'vitest';
import { sourceOf } from '../testing/archives.ts';
import { bombs } from '../testing/bombs.ts';
import { expand } from './expand.ts';

const megabyte = 1 << 20;

it.each(bombs)('a %s ends in a sentence before more comes out than is allowed', async (name, build) => {
  const limit = 32 * megabyte;
  const file = sourceOf(name, build(40));
  let bytes = 0;
  await expect(async () => {
    for await (const entry of expand([file], { limits: { bytes: limit } })) {
      for await (const piece of entry.open()) bytes += piece.length;
    }
  }).rejects.toThrow(saying('The files unpack to more than 32 MB. Use fewer reviews at once.'));
  expect(bytes).toBeLessThanOrEqual(limit);
});
