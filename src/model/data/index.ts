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
export { canonicalKeysOf, CanonicalKeyReader, firstOfKey } from './canonical-key.ts';
export { TimeSlicer, type WorkOptions } from './time-slicer.ts';
export { cleanText } from './clean.ts';
export { collectRows, type CollectedRows, type RawRow } from './collect-rows.ts';
export { readCorrections, textKey, writeCorrections } from './corrections.ts';
export { datasetOf } from './dataset-of.ts';
export { datasetFromTable, textCells, type Dataset, type DatasetOrigin } from './dataset.ts';
export { encodeText, reviewLength, type EncodedPart, type EncodedText } from './encode.ts';
export { readTable, type ReadOptions, type SourceFile } from './intake/index.ts';
export {
  encodeRows,
  prepare,
  prepareParts,
  type PrepareConfig,
  type PreparedData,
  type PrepareOptions,
} from './prepare.ts';
export { nearDuplicates } from './near-duplicates.ts';
export { previewTable } from './preview.ts';
export { Random } from './random.ts';
export { partsCsv, rowsCsv } from './rows-csv.ts';
export { queryRows, rowPage } from './rows.ts';
export { readSample, writeSample } from './sample.ts';
export { runParts, type RunParts } from './run-parts.ts';
export {
  hasKey,
  keySet,
  rowsBySeen,
  sameSeen,
  unionOf,
  type SeenRows,
  type SeenTexts,
} from './seen-texts.ts';
export { partNames, splitDataset, type Split, type SplitConfig } from './split.ts';
export { summarize } from './summary.ts';
export type { Table } from './table.ts';
export { pickTexts, textColumn, TextColumn, TextColumnWriter, type Texts } from './text-column.ts';
export { thinOut } from './thin.ts';
export { tokenize, tokenPattern, type TokenizeOptions } from './tokenize.ts';
export { buildVocabulary, paddingId, unknownId, Vocabulary } from './vocabulary.ts';
