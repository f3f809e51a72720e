import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

it('runs work one after the other, in order, whatever fails', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const work = (name: string, fails = false) =>
    turns.take(async () => {
      log.push(`${name} starts`);
      await pause();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([work('a'), work('b', true), work('c')]);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('keeps a turn until it is given back', async () => {
  const turns = new Turns();
  const done = await turns.wait();
  let ran = false;
  const next = turns.take(async () => {
    ran = true;
  });
  await pause();
  expect(ran).toBe(false);
  done();
  await next;
  expect(ran).toBe(true);
});
