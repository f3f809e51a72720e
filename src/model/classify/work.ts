import type { ClassifiedColumns } from '../../contract/classification.ts';
import type { ReadOptions } from '../data/index.ts';
import type { AnsweredTable, AnswerFormat } from './formats.ts';

/** How files are classified, and where the answers go. */
export interface ClassifyWork extends Omit<ReadOptions, 'isForAnswers'> {
  /** Called once the file is read. */
  onColumns?: (columns: ClassifiedColumns) => void;
  format: (table: AnsweredTable) => AnswerFormat;
  /** Takes about a megabyte of answers at a time, in the order of the rows. */
  write: (piece: string) => void | Promise<void>;
  /** Runs a forward pass when the device is free. */
  compute: <T>(work: () => Promise<T>) => Promise<T>;
}
