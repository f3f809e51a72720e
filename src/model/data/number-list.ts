const firstLength = 1 << 12;

/** A growing list of 32-bit integers, in one piece. */
export class NumberList {
  length = 0;
  private values = new Int32Array(firstLength);

  push(value: number): void {
    if (this.length === this.values.length) this.reserve(2 * this.length);
    this.values[this.length++] = value;
  }

  /** Makes room for so many in all. A good guess spares copies, which stay in memory until they are collected. */
  reserve(length: number): void {
    if (length <= this.values.length) return;
    const larger = new Int32Array(length);
    larger.set(this.values.subarray(0, this.length));
    this.values = larger;
  }

  /** All of them: a view, which does not grow. */
  view(): Int32Array {
    return this.values.subarray(0, this.length);
  }
}
