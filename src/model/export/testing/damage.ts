/** What becomes of a model when a bit of its zip is wrong. */
import { expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { exportZip, importZip } from '../index.ts';
import { savedModel } from './saved.ts';

/** @param step every so many bits are flipped, each by itself: 1 for all of them */
export function describeBundleDamage(step: number): void {
  it('a bundle with a wrong bit gives the same model or a sentence', () => {
    const saved = savedModel({ embeddingSize: 2, layerSizes: [2] });
    const good = exportZip(saved);
    const wrong: string[] = [];
    let refused = 0;
    for (let bit = 0; bit < 8 * good.length; bit += step) {
      const zip = good.slice();
      zip[bit >> 3] ^= 1 << (bit & 7);
      try {
        expect(importZip(zip)).toEqual(saved);
      } catch (error) {
        if (error instanceof InputError) refused++;
        else wrong.push(`bit ${bit & 7} of byte ${bit >> 3}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(100);
  }, 3_600_000);
}
