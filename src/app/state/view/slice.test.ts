import { expect, test } from 'vitest';

import { hashOf, allViewIds, viewOf } from './slice.ts';

test('each view has an address of its own', () => {
  for (const id of allViewIds) expect(viewOf(hashOf(id))).toBe(id);
  expect(new Set(allViewIds.map(hashOf)).size).toBe(allViewIds.length);
});

test('what names no view, a link to settings among them, shows the first one', () => {
  for (const hash of ['', '#', '#run=1&epochs=3', '#/nowhere', '#/__proto__'])
    expect(viewOf(hash)).toBe('train');
});
