/** Loaded when a Parquet file comes, as one piece. */
import { type Compressors, parquetMetadata, parquetRead, parquetSchema } from 'hyparquet';
import {
  decompressBrotli,
  decompressGzip,
  decompressLz4,
  decompressLz4Raw,
  decompressZstd,
} from 'hyparquet-compressors';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import type { ParquetParts } from './parquet-guard.ts';

export { getTreePath, parquetMetadata, parquetRead, parquetSchema };

export const parts: ParquetParts = {
  parquetHeader,
  decompressPage,
  deltaBinaryUnpack,
  readRleBitPackedHybrid,
  getMaxRepetitionLevel,
  getMaxDefinitionLevel,
};

/** Snappy is hyparquet's own, and zstd gets its buffer: none of them takes more memory than a page may have. */
export const compressors: Compressors = {
  GZIP: decompressGzip,
  BROTLI: decompressBrotli,
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};
