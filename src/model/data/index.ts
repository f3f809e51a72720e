/** From bytes to batches: everything that the rest of the model needs of its data. */
export {
  chooseBuckets,
  makeBatch,
  planBatches,
  type Batch,
  type BatchPlan,
  type PlanOptions,
  type WordDropout,
} from './batches.ts';
export { cleanText } from './clean.ts';
export { collectRows, datasetFromTable, summarize, type Dataset, type RawRow } from './dataset.ts';
export { encodeText, reviewLength, type EncodedPart, type EncodedText } from './encode.ts';
export {
  encodeRows,
  prepare,
  type PrepareConfig,
  type PreparedData,
  type PrepareOptions,
} from './prepare.ts';
export { parseTable } from './parse.ts';
export { previewTable } from './preview.ts';
export { Random } from './random.ts';
export { readSample, writeSample } from './sample.ts';
export { splitDataset, type Split } from './split.ts';
export type { Table } from './table.ts';
export { tokenize, type TokenizeOptions } from './tokenize.ts';
export { buildVocabulary, paddingId, unknownId, Vocabulary } from './vocabulary.ts';
