/** Numbers of a slot: half of the pair's bits, and its number + 1; 0: free. */
const width = 2;
/** Of the slots at most this share is taken, so that searches stay short. */
const fullShare = 0.6;
/** Counters of a sketch, as a power of 2: 4 MB at most, which is what a processor's caches hold. */
const bits = { least: 10, most: 22 } as const;
/** Counters of a sketch for each pair that comes. */
const spread = 2;

/** Where a pair belongs. */
function placeOf(first: number, second: number): number {
  const hash = Math.imul(first ^ 0x5bd1e995, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
}

/** What tells it from others that belong there. */
function checkOf(first: number, second: number): number {
  const hash = Math.imul(first, 0xc2b2ae35) + Math.imul(second, 0x27d4eb2f);
  return hash ^ (hash >>> 16);
}

/**
 * Numbers pairs of numbers from 0 in the order in which they come, without a string or an object for each. Two pairs
 * are one when 32 bits are equal beside their place: of millions, hardly ever.
 */
export class PairIndex {
  private slots = new Int32Array(width << bits.least);
  /** [at least length] The pairs by their numbers, side by side. */
  private pairs = new Int32Array(2 << bits.least);
  /** How many have a number. */
  length = 0;
  /** A bit for each counter: whether it came to `least`. */
  private readonly flags: Int32Array;
  private readonly shift: number;

  /**
   * Counts pairs in bytes that several may share (G. Cormode and S. Muthukrishnan, An improved data stream summary,
   * Journal of Algorithms 55, 2005): that is never too few, so that most rare pairs are known to be rare, and need no number.
   * @param firsts [n] of the pairs that will come; −1: there is none
   * @param seconds [n]
   * @param limits a pair that came less than `least` times has no number; at most `most` have one
   */
  constructor(
    firsts: Int32Array,
    seconds: Int32Array,
    private readonly limits: { least: number; most: number },
  ) {
    const wanted = Math.ceil(Math.log2(spread * firsts.length + 1));
    const used = Math.min(bits.most, Math.max(bits.least, wanted));
    const counts = new Uint8Array(2 ** used);
    const shift = 32 - used;
    for (let i = 0; i < firsts.length; i++) {
      if (firsts[i] < 0) continue;
      const at = placeOf(firsts[i], seconds[i]) >>> shift;
      if (counts[at] < 0xff) counts[at]++;
    }
    this.shift = shift;
    this.flags = new Int32Array(counts.length >> 5);
    for (let at = 0; at < counts.length; at++)
      if (counts[at] >= limits.least) this.flags[at >> 5] |= 1 << (at & 31);
  }

  /** Puts each pair's number in its first one's place, −1 for a rare one; a pair without a number gets one. */
  number(firsts: Int32Array, seconds: Int32Array): void {
    for (let i = 0; i < firsts.length; i++)
      if (firsts[i] >= 0) firsts[i] = this.numberOf(firsts[i], seconds[i], true);
  }

  /** Puts each pair's number in its first one's place, −1 where it has none. */
  find(firsts: Int32Array, seconds: Int32Array): void {
    for (let i = 0; i < firsts.length; i++)
      if (firsts[i] >= 0) firsts[i] = this.numberOf(firsts[i], seconds[i], false);
  }

  firstOf(number: number): number {
    return this.pairs[2 * number];
  }

  secondOf(number: number): number {
    return this.pairs[2 * number + 1];
  }

  private numberOf(first: number, second: number, mayAdd: boolean): number {
    const place = placeOf(first, second);
    const counter = place >>> this.shift;
    if (((this.flags[counter >> 5] >> (counter & 31)) & 1) === 0) return -1;
    const check = checkOf(first, second);
    const slot = this.slotOf(place, check);
    const found = this.slots[slot + 1] - 1;
    if (found >= 0 || !mayAdd || this.length === this.limits.most) return found;
    return this.add(first, second, slot);
  }

  /** Where the pair stands, or would. */
  private slotOf(place: number, check: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (place >>> 7) & mask & -width;
    while (slots[slot + 1] !== 0 && slots[slot] !== check) slot = (slot + width) & mask;
    return slot;
  }

  private add(first: number, second: number, slot: number): number {
    const number = this.length++;
    if (2 * number === this.pairs.length) this.pairs = enlarged(this.pairs);
    this.pairs[2 * number] = first;
    this.pairs[2 * number + 1] = second;
    this.put(slot, number);
    if (this.length * width > fullShare * this.slots.length) this.grow();
    return number;
  }

  private put(slot: number, number: number): void {
    this.slots[slot] = checkOf(this.firstOf(number), this.secondOf(number));
    this.slots[slot + 1] = number + 1;
  }

  private grow(): void {
    this.slots = new Int32Array(4 * this.slots.length);
    for (let number = 0; number < this.length; number++) {
      const [first, second] = [this.firstOf(number), this.secondOf(number)];
      this.put(this.slotOf(placeOf(first, second), checkOf(first, second)), number);
    }
  }
}

function enlarged(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
