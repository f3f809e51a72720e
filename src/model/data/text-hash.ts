/**
 * 64 bits of a text's UTF-8, to find equal texts (not to protect anything): two lanes over 32-bit words, each
 * step a bijection of the lane, finished with MurmurHash3's mixer.
 */
export class TextHash {
  /** 32 bits, signed. */
  low = 0;
  /** 32 bits, signed. */
  high = 0;

  of(bytes: Uint8Array): this {
    let low = 0x9e3779b9 ^ bytes.length;
    let high = 0x7f4a7c15 ^ bytes.length;
    const whole = bytes.length & ~3;
    for (let i = 0; i < whole; i += 4) {
      const word = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
      low = Math.imul(low ^ word, 0x2545f491);
      low ^= low >>> 15;
      high = Math.imul(((high << 13) | (high >>> 19)) ^ word, 0x5bd1e995);
    }
    let rest = 0;
    for (let i = whole; i < bytes.length; i++) rest = (rest << 8) | bytes[i];
    this.low = mix(low ^ rest) ^ mix(high);
    this.high = mix(Math.imul(high, 5) ^ rest) | 0;
    return this;
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    return hex(this.high) + hex(this.low);
  }
}

/** MurmurHash3's finalizer (Austin Appleby): every bit of the lane reaches every other. */
export function mix(lane: number): number {
  let h = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32 bits as 8 digits. */
export function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
