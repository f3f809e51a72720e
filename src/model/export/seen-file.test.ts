import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keySet } from '../data/seen-texts.ts';
import { bundleFiles, exportZip, importFiles, importZip } from './index.ts';
import { decodeSeen, encodeSeen } from './seen-file.ts';
import { refusal } from './testing/refusal.ts';
import { savedModel } from './testing/saved.ts';
import { zipOf } from './testing/zip.ts';

const key = fc.oneof(fc.nat({ max: 20 }), fc.bigInt({ min: 0n, max: 2n ** 48n - 1n }).map(Number));
const set = fc.array(key, { maxLength: 40 }).map((keys) => keySet(Float64Array.from(keys)));
const seenTexts = fc.record({ trained: set, validated: set });

const files = bundleFiles(savedModel(), new Set(['tfjs']));
const loose = (changed: Record<string, Uint8Array>) =>
  Object.entries({ ...files, ...changed }).map(([name, bytes]) => ({ name, bytes }));
const head = 16;

describe('the file of seen texts', () => {
  it('gives every key back, in the same bytes each time', () => {
    fc.assert(
      fc.property(seenTexts, (seen) => {
        const bytes = encodeSeen(seen);
        expect(bytes.length).toBe(head + 6 * (seen.trained.length + seen.validated.length));
        expect(decodeSeen(bytes, 'zip')).toEqual(seen);
        expect(encodeSeen(decodeSeen(bytes, 'zip'))).toEqual(bytes);
      }),
    );
  });

  it('is refused in a sentence, whatever bytes it has', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      // A head that is right, with any counts and keys.
      fc
        .tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.uint8Array({ maxLength: 40 }))
        .map(([trained, validated, keys]) =>
          Uint8Array.of(...encodeSeen(noKeys).subarray(0, 8), trained, 0, 0, 0, validated, 0, 0, 0, ...keys),
        ),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        let seen;
        try {
          seen = decodeSeen(bytes, 'zip');
        } catch {
          expect(refusal(() => decodeSeen(bytes, 'zip'))).toContain('seen-texts.bin');
          return;
        }
        expect(encodeSeen(seen)).toEqual(bytes);
      }),
    );
  });

  const noKeys = { trained: new Float64Array(0), validated: new Float64Array(0) };

  it.each([
    ['keys that do not ascend', [9, 5]],
    ['a key that comes twice', [5, 5]],
  ])('may not have %s', (_, keys) => {
    const bytes = encodeSeen({ trained: Float64Array.from(keys), validated: new Float64Array(0) });
    expect(refusal(() => decodeSeen(bytes, 'zip'))).toContain('damaged');
  });

  it('may not claim more keys than it has, nor fewer', () => {
    const bytes = encodeSeen(savedModel().seen ?? noKeys);
    for (const count of [0, 3, 5, 2 ** 32 - 1]) {
      const claims = bytes.slice();
      new DataView(claims.buffer).setUint32(8, count, true);
      expect(refusal(() => decodeSeen(claims, 'zip'))).toContain('damaged');
    }
  });
});

describe('a model’s file of seen texts', () => {
  it('must be its own', () => {
    const other = encodeSeen({ trained: Float64Array.of(1), validated: Float64Array.of(2) });
    const changed = { 'seen-texts.bin': other };
    expect(refusal(() => importFiles(loose(changed)))).toContain('that of another model');
    expect(refusal(() => importZip(zipOf({ ...files, ...changed })))).toContain('that of another model');
  });

  it('may be taken out of the model, which then does not know what it has seen', () => {
    const { 'seen-texts.bin': _, ...rest } = files;
    expect(importZip(zipOf(rest)).seen).toBeNull();
    const loadedAgain = importZip(exportZip(importZip(zipOf(rest))));
    expect(loadedAgain.seen).toBeNull();
  });

  it('is not read where the settings do not tell of it', () => {
    const settings = JSON.parse(new TextDecoder().decode(files['settings.json'])) as Record<string, unknown>;
    delete settings['seenTexts'];
    const changed = { 'settings.json': new TextEncoder().encode(JSON.stringify(settings)) };
    expect(refusal(() => importFiles(loose(changed)))).toContain('that of another model');
  });

  it('is told of in the card: how many texts, and what it reveals', () => {
    const card = new TextDecoder().decode(files['README.md']);
    expect(card).toContain(
      '`seen-texts.bin` holds hashes of the 6 texts that it was trained or validated on',
    );
    expect(card).toMatch(/Whoever\s+has a text can find out/);
    const without = bundleFiles({ ...savedModel(), seen: null }, new Set(['tfjs']));
    expect(new TextDecoder().decode(without['README.md'])).toContain('It is not known which reviews');
  });
});
