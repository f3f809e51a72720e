import { expect, test } from 'vitest';
import { NumberList } from './number-list.ts';

test('numbers stay as they were pushed, however much room was made', () => {
  const list = new NumberList();
  const numbers = Array.from({ length: 20_000 }, (_, i) => (i * 7_919) % 65_537);
  numbers.forEach((value, i) => {
    list.push(value);
    if (i === 10) list.reserve(6_000);
    if (i === 9_000) list.reserve(100);
  });
  expect(list.length).toBe(20_000);
  expect([...list.view()]).toEqual(numbers);
});
