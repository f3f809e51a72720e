/**
 * A short name for the content of a dataset, to tell it from others (not to protect it): two lanes of
 * multiply-and-xor over the UTF-16 units, as in FNV-1a, each finished with MurmurHash3's mixer.
 */
export function fingerprintOf(texts: readonly string[], classes: Uint8Array): string {
  let first = 0x811c9dc5;
  let second = 0x2f0b4c47;
  texts.forEach((text, row) => {
    // The length and the class go in as well, so that moving a border between texts changes the result.
    first = Math.imul(first ^ text.length, 0x01000193);
    second = Math.imul(second ^ classes[row] ^ 0x5bd1, 0x85ebca6b);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      first = Math.imul(first ^ unit, 0x01000193);
      second = Math.imul((second << 13) | (second >>> 19), 5) ^ Math.imul(unit, 0xcc9e2d51);
    }
  });
  return [first, second].map((lane) => mix(lane).toString(16).padStart(8, '0')).join('');
}

function mix(lane: number): number {
  let h = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
