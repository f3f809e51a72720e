/** What the stages of reading files hand to one another: files → entries → blocks of rows → a table. */
import type { Encoding, FileFormat, Progress } from '../../../contract/dataset.ts';

/** A file as a user uploads it. */
export interface SourceFile {
  /** Its name, or its path from the folder that was uploaded: `aclImdb/train/pos/0_9.txt`. */
  path: string;
  blob: Blob;
}

/** A file after unpacking: never an archive. */
export interface Entry {
  /** Archives are folders in it: `reviews.zip/train/pos/0_9.txt`. A `.gz` around one file leaves no folder. */
  path: string;
  /** Unpacked bytes, as far as known before reading. A claim of the archive, not to be trusted. */
  size: number | null;
  /**
   * Its bytes from the start; each call unpacks again. What comes out in all is counted.
   * @throws {InputError} when the archive is damaged or more comes out than is allowed
   */
  open(): AsyncIterable<Uint8Array>;
  /** Reads an archive's file to its end, where its checksum is; null where that was done, or there is none. */
  verify: (() => Promise<void>) | null;
  /** All of it at once, for formats that jump about. @throws {InputError} as `open` */
  bytes(): Promise<Uint8Array>;
}

/** Some rows of a file, in its order. */
export interface RowBlock {
  rows: string[][];
  /** The places of those whose cells that were too many were joined. */
  joined?: ReadonlySet<number>;
}

/** What is known of a file before its first row. */
export interface RowSource {
  format: FileFormat;
  /** Null for binary formats. */
  encoding: Encoding | null;
  /** Columns, where that is known before the rows. */
  width?: number;
  /** Null when the file does not name its columns. May grow while blocks are read: rows before have fewer cells. */
  names: string[] | null;
  /** May end early by `InputError`; unreadable lines are counted, not thrown. */
  blocks: AsyncIterable<RowBlock>;
  /** Lines that could not be read so far, and the first few of them. */
  broken(): { count: number; samples: string[] };
  /** Rows of the file that are no rows of its table: those of a workbook's other sheets. */
  unread?: number;
}

export interface ReadOptions {
  /** Takes this encoding for every text file, instead of finding out. */
  encoding?: Encoding | null;
  /**
   * The rows get answers: cells stay as they stand in the files, one column is enough, a file without a label among
   * others keeps its rows, and where there are several files a column says which one a row is from.
   */
  isForAnswers?: boolean;
  signal?: AbortSignal;
  /** Called with the path of what is about to be read. Small files by their folder. */
  onFile?: (file: string) => void;
  /** Called a few times a second. */
  onProgress?: (progress: Progress) => void;
}
