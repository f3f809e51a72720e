import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimeSlicer } from './time-slicer.ts';
import { firstOfEqual } from './equal-texts.ts';
import { pickTexts, textColumn } from './text-column.ts';
import { TextHash } from './text-hash.ts';

const slicer = new TimeSlicer({}, 'cleaning');

test('equal texts name the first of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 4 }), fc.boolean())),
      async (rows) => {
        const first = new Map<string, number>();
        const expected = rows.map(([text, taken], row) => {
          if (!taken) return -1;
          if (!first.has(text)) first.set(text, row);
          return first.get(text);
        });
        const texts = textColumn(rows.map(([text]) => text));
        const taken = Uint8Array.from(rows, ([, isTaken]) => (isTaken ? 1 : 0));
        expect([...(await firstOfEqual(texts, taken, slicer))]).toEqual(expected);
        const picked = pickTexts(texts, Int32Array.from(rows.keys()));
        expect([...(await firstOfEqual(picked, taken, slicer))]).toEqual(expected);
      },
    ),
  );
});

test('a hash depends on each byte, its place and the length', () => {
  const texts = new Set<string>();
  for (let length = 0; length < 40; length++) {
    texts.add('a'.repeat(length));
    for (let at = 0; at < length; at++) texts.add(`${'a'.repeat(at)}b${'a'.repeat(length - at - 1)}`);
  }
  const hashes = [...texts].map((text) => new TextHash().of(new TextEncoder().encode(text)).toString());
  expect(new Set(hashes).size).toBe(texts.size);
  expect(new Set(hashes.map((hash) => hash.slice(8))).size).toBe(texts.size);
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{16}$/);
});
