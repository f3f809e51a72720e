/** The embedding of `op.ts` in plain float64 loops. */

/** ids [N] from 0 to V − 1, table [V,E] → [N,E]. */
export function embeddingReference(
  ids: Int32Array,
  table: Float64Array,
  embeddingSize: number,
): Float64Array {
  const output = new Float64Array(ids.length * embeddingSize);
  ids.forEach((id, n) =>
    output.set(table.subarray(id * embeddingSize, (id + 1) * embeddingSize), n * embeddingSize),
  );
  return output;
}

export interface EmbeddingReferenceGradInput {
  /** [N,E] */
  dy: Float64Array;
  /** [N] ascending; V for padding, which is left out */
  sortedIds: Int32Array;
  /** [N] the row of dy that each sorted id came from */
  order: Int32Array;
  vocabularySize: number;
  embeddingSize: number;
}

/** dTable [V,E]: the sum of dy over each word's tokens. */
export function embeddingReferenceGrad(input: EmbeddingReferenceGradInput): Float64Array {
  const { dy, sortedIds, order, vocabularySize, embeddingSize } = input;
  const dTable = new Float64Array(vocabularySize * embeddingSize);
  sortedIds.forEach((id, n) => {
    if (id >= vocabularySize) return;
    for (let e = 0; e < embeddingSize; e++)
      dTable[id * embeddingSize + e] += dy[order[n] * embeddingSize + e];
  });
  return dTable;
}
