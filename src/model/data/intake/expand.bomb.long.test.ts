import { saying } from '../../../contract/messages/testing/saying.ts';
import { expect, it } from 'vitest';
import { sourceOf } from '../testing/archives.ts';
import { bombs } from '../testing/bombs.ts';
import { expand } from './expand.ts';

const megabyte = 1 << 20;

it.each(bombs)('a megabyte of %s unpacks to no gigabyte, and takes little memory', async (name, build) => {
  const bomb = build(1040);
  expect(bomb.length).toBeLessThan(2 * megabyte);
  const before = process.memoryUsage().rss;
  const started = performance.now();
  let most = 0;
  let bytes = 0;
  await expect(async () => {
    for await (const entry of expand([sourceOf(name, bomb)])) {
      for await (const piece of entry.open()) {
        bytes += piece.length;
        most = Math.max(most, process.memoryUsage().rss);
      }
    }
  }).rejects.toThrow(saying('The files unpack to more than 1 GB. Use fewer reviews at once.'));
  expect(bytes).toBeLessThanOrEqual(1 << 30);
  expect(most - before).toBeLessThan(400 * megabyte);
  expect(performance.now() - started).toBeLessThan(60_000);
});
