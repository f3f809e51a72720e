import type { ClassifiedSummary } from '../../contract/classification.ts';
import type { TimeSlicer } from '../data/index.ts';
import type { AnswerTest } from './answer-test.ts';
import type { Answer, AnsweredTable, AnswerFormat } from './formats.ts';
import type { EncodedRows, RowRange } from './row-encoder.ts';
import type { ClassifyWork } from './work.ts';

/** What a network says of a window's rows. */
export interface WindowAnswers {
  encoded: EncodedRows;
  answers: {
    /** [n,K], of the encoded rows. */
    probabilities: Float32Array;
    /** [n] */
    classes: Uint8Array;
  };
}

/** UTF-16 units that are handed over at once, about. */
const pieceUnits = 1 << 20;

/** Writes each row's cells with its answer, and counts. */
export class AnswerWriter {
  private readonly format: AnswerFormat;
  private readonly rowCount: number;
  private readonly counts: number[];
  private withoutWords = 0;
  private words = 0;
  private unknownWords = 0;

  /** @param test is told the answers; null: there is none */
  constructor(
    table: AnsweredTable,
    private readonly work: Pick<ClassifyWork, 'format' | 'write'>,
    private readonly test: AnswerTest | null,
  ) {
    this.format = work.format(table);
    this.rowCount = table.rowCount;
    this.counts = table.classNames.map(() => 0);
  }

  async begin(): Promise<void> {
    await this.work.write(this.format.head());
  }

  /** @throws the signal's reason */
  async write({ start, end }: RowRange, found: WindowAnswers, slicer: TimeSlicer): Promise<void> {
    let piece = '';
    let place = 0;
    for (let row = start; row < end; row++) {
      const hasWords = found.encoded.rows[place] === row;
      piece += this.format.row(row, hasWords ? this.answerAt(place++, found) : null);
      if (!hasWords) this.withoutWords++;
      if (piece.length >= pieceUnits) {
        await this.work.write(piece);
        piece = '';
      }
      if (slicer.isDue) await slicer.pause(row / this.rowCount, row);
    }
    await this.work.write(piece);
  }

  totals(): Pick<ClassifiedSummary, 'withoutWords' | 'counts' | 'unknownShare'> {
    const { withoutWords, counts, words, unknownWords } = this;
    return { withoutWords, counts, unknownShare: words > 0 ? unknownWords / words : null };
  }

  private answerAt(place: number, { encoded, answers }: WindowAnswers): Answer {
    const { part, rows, unknown } = encoded;
    const id = answers.classes[place];
    const words = part.offsets[place + 1] - part.offsets[place];
    this.counts[id]++;
    this.words += words;
    this.unknownWords += unknown[place];
    this.test?.note(rows[place], id);
    const width = this.counts.length;
    return {
      class: id,
      probabilities: answers.probabilities.subarray(place * width, (place + 1) * width),
      unknownShare: unknown[place] / words,
    };
  }
}
