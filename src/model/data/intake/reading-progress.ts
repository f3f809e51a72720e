import { TimeSlicer } from '../time-slicer.ts';
import type { ReadOptions } from './contract.ts';

/** Of the time that a large file takes, finding its encoding takes so much. */
const surveyShare = 0.15;

/** How far reading has come, by bytes of the input files. */
export class ReadingProgress {
  rows = 0;
  private readonly slicer: TimeSlicer;
  /** Bytes of the input files that were read so far, and that were read when the current entry began. */
  private input = 0;
  private entryStart = 0;
  /** Unpacked bytes of the current entry, when it was surveyed; null while it is not. */
  private entryBytes: number | null = null;
  private surveyed = 0;
  private decoded = 0;
  private share = 0;

  constructor(
    private readonly total: number,
    { signal, onProgress }: ReadOptions,
  ) {
    this.slicer = new TimeSlicer({ signal, onProgress }, 'reading');
  }

  /** @param input bytes read so far */
  onInput(input: number): void {
    this.input = input;
  }

  beginEntry(): void {
    this.entryStart = this.input;
    this.entryBytes = null;
    this.surveyed = 0;
    this.decoded = 0;
  }

  onSurveyed(bytes: number): void {
    this.surveyed += bytes;
  }

  /** The entry is read from its start once more. */
  beginDecoding(): void {
    this.entryBytes = this.surveyed || null;
    this.decoded = 0;
  }

  onDecoded(bytes: number): void {
    this.decoded += bytes;
  }

  get isDue(): boolean {
    return this.slicer.isDue;
  }

  /** Lets other messages in, and tells how far reading has come. @throws the signal's reason */
  take(): Promise<void> {
    return this.slicer.pause(this.shareDone(), this.rows);
  }

  private shareDone(): number {
    const read = this.input - this.entryStart;
    let done = this.input;
    if (this.entryBytes !== null) {
      const fraction = Math.min(1, this.decoded / this.entryBytes);
      done = this.entryStart + read * (surveyShare + (1 - surveyShare) * fraction);
    } else if (this.surveyed > 0) {
      done = this.entryStart + read * surveyShare;
    }
    // What is read ahead of the rest must not take a bar back.
    this.share = Math.max(this.share, this.total > 0 ? Math.min(1, done / this.total) : 0);
    return this.share;
  }
}
