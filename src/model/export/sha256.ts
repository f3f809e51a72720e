/**
 * SHA-256 (FIPS 180-4), in one go: the browser's own comes only as a promise, and only on secure pages.
 */

/** The first 32 bits of the fractional part of `root` of each of the first primes. */
function fractions(count: number, root: (prime: number) => number): Uint32Array {
  const values: number[] = [];
  for (let n = 2; values.length < count; n++) {
    const isPrime = Array.from({ length: n - 2 }, (_, i) => i + 2).every((divisor) => n % divisor !== 0);
    if (isPrime) values.push((root(n) % 1) * 2 ** 32);
  }
  return Uint32Array.from(values);
}

const roundConstants = fractions(64, Math.cbrt);
const initialHash = fractions(8, Math.sqrt);

/** The digest as 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  const padded = new Uint8Array((Math.floor((bytes.length + 8) / 64) + 1) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  const hash = initialHash.slice();
  const words = new Uint32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + 4 * i);
    addBlock(hash, words);
  }
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0')).join('');
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** @param words the first 16 are the block's; the rest is filled here */
function addBlock(hash: Uint32Array, words: Uint32Array): void {
  for (let i = 16; i < 64; i++) {
    const near = words[i - 2];
    const far = words[i - 15];
    const sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
    const sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
    words[i] = sigma1 + words[i - 7] + sigma0 + words[i - 16];
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let i = 0; i < 64; i++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + roundConstants[i] + words[i]) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + sum0 + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (hash[i] += word));
}
