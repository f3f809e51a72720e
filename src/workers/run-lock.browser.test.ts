import { expect, it } from 'vitest';
import { heldRuns, holdingRun } from './run-lock.ts';

it('gives a run to one at a time, and the next when that has ended', async () => {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const first = holdingRun('a', () => ended.then(() => 1));
  const other = await holdingRun('b', () => Promise.resolve(2));
  expect(other).toBe(2);
  expect(await heldRuns()).toEqual(['a']);
  await expect(holdingRun('a', () => Promise.resolve(3))).rejects.toThrow(/another tab/);
  const waiting = holdingRun('a', () => Promise.resolve(4));
  setTimeout(end, 200);
  expect(await first).toBe(1);
  expect(await waiting).toBe(4);
  expect(await heldRuns()).toEqual([]);
}, 10_000);

it('passes on what the work throws', async () => {
  const failing = holdingRun('a', () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(await heldRuns()).toEqual([]);
});
