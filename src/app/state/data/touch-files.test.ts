import { expect, it } from 'vitest';

import { touchFiles } from './touch-files.ts';

const files = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ path: `${i}.txt`, file: new Blob(['fine']) }));

async function pausesOf(count: number, signal?: AbortSignal, onPause?: (pauses: number) => void) {
  let pauses = 0;
  await touchFiles(files(count), signal, () => {
    pauses += 1;
    onPause?.(pauses);
    return Promise.resolve();
  });
  return pauses;
}

it('lets the page continue between the files of a large folder, and takes a few at once', async () => {
  expect(await pausesOf(3)).toBe(0);
  expect(await pausesOf(1_000)).toBe(19);
});

it('ends when it is cancelled', async () => {
  const cancel = new AbortController();
  const pauses = await pausesOf(5_000, cancel.signal, (done) => {
    if (done === 3) cancel.abort();
  });
  expect(pauses).toBe(3);
});
