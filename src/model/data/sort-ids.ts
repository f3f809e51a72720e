/** One pass of a stable counting sort on eight bits of the ids. */
function sortByByte(ids: Int32Array, shift: number, from: Int32Array, to: Int32Array, count: number): void {
  const starts = new Int32Array(257);
  for (let i = 0; i < count; i++) starts[((ids[from[i]] >>> shift) & 255) + 1]++;
  for (let digit = 1; digit < 256; digit++) starts[digit] += starts[digit - 1];
  for (let i = 0; i < count; i++) to[starts[(ids[from[i]] >>> shift) & 255]++] = from[i];
}

/**
 * Sorts the positions of a batch's tokens by token id, stably (radix sort), with all padding positions last.
 * @param ids [B·T], right-padded rows
 * @param lengths [B] tokens of each row
 * @param length T
 * @param vocabularySize more than any id; what padding reads as in `sortedIds`
 * @param sortedIds [B·T] written: the ids in ascending order
 * @param order [B·T] written: where each of them stands in `ids`
 */
export function sortTokens(
  ids: Int32Array,
  lengths: Int32Array,
  length: number,
  vocabularySize: number,
  sortedIds: Int32Array,
  order: Int32Array,
): void {
  let count = 0;
  let padding = ids.length;
  for (let row = lengths.length - 1; row >= 0; row--) {
    for (let t = length - 1; t >= lengths[row]; t--) order[--padding] = row * length + t;
  }
  let from = new Int32Array(padding);
  let to = new Int32Array(padding);
  for (let row = 0; row < lengths.length; row++) {
    for (let t = 0; t < lengths[row]; t++) from[count++] = row * length + t;
  }
  for (let shift = 0; (vocabularySize - 1) >>> shift > 0; shift += 8) {
    sortByByte(ids, shift, from, to, count);
    [from, to] = [to, from];
  }
  order.set(from);
  for (let i = 0; i < count; i++) sortedIds[i] = ids[order[i]];
  sortedIds.fill(vocabularySize, count);
}
