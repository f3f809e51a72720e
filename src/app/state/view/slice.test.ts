import { expect, test } from 'vitest';

import { labIds } from '../../../contract/labs.ts';
import { hashOf, hashOfLab, allViewIds, labOf, viewOf } from './slice.ts';

test('each view has an address of its own', () => {
  for (const id of allViewIds) expect(viewOf(hashOf(id))).toBe(id);
  expect(new Set(allViewIds.map(hashOf)).size).toBe(allViewIds.length);
});

test('what names no view, a link to settings among them, shows the first one', () => {
  for (const hash of ['', '#', '#run=1&epochs=3', '#/nowhere', '#/__proto__', '#/labs/nowhere'])
    expect(viewOf(hash)).toBe('train');
});

test('each lab has an address of its own, in the view of labs', () => {
  for (const id of labIds) {
    expect(labOf(hashOfLab(id))).toBe(id);
    expect(viewOf(hashOfLab(id))).toBe('labs');
  }
  for (const hash of ['#/labs', '#/train', '#/labs/nowhere']) expect(labOf(hash)).toBeNull();
});
