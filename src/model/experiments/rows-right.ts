/** Which rows a run was right about, small enough to be stored with it: a bit a row. */

/** @returns base64 of one bit a row, the first row in the lowest bit */
export function packRows(right: readonly boolean[]): string {
  const bytes = new Uint8Array(Math.ceil(right.length / 8));
  right.forEach((is, row) => {
    if (is) bytes[row >> 3] |= 1 << (row & 7);
  });
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** @throws {RangeError} for what does not have so many rows */
export function unpackRows(packed: string, rows: number): boolean[] {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  if (bytes.length !== Math.ceil(rows / 8)) throw new RangeError(`${bytes.length} bytes for ${rows} rows.`);
  return Array.from({ length: rows }, (_, row) => (bytes[row >> 3] & (1 << (row & 7))) !== 0);
}
