import { InputError } from '../../errors.ts';
import { shorten } from '../shorten.ts';

/** What may come out of everything that is brought at once. */
export interface Limits {
  bytes: number;
  entries: number;
  /** Archives in archives; a tar in a gzip counts as one. */
  depth: number;
  /** A larger file of a tar is not held in memory: whoever reads it reads the tar again up to it. */
  held: number;
}

export const usualLimits: Limits = { bytes: 1 << 30, entries: 1_000_000, depth: 3, held: 1 << 26 };

const longestName = 120;

/** A path for a sentence: its end says more than its start. */
export function named(path: string): string {
  return path.length > longestName ? `“…${path.slice(-longestName)}”` : `“${shorten(path, longestName)}”`;
}

/** A file is not as it was written. */
export class Damaged extends InputError {
  /** @param read what could be read all the same, such as "12 of its 60 files could be read" */
  constructor(
    readonly path: string,
    readonly read: string | null,
  ) {
    const much = read === null ? '' : `: ${read}`;
    super(`${named(path)} is damaged or was cut short${much}. Download it or pack it again, and bring that.`);
  }
}

export function damaged(path: string, read: string | null = null): Damaged {
  return new Damaged(path, read);
}

/** `count` files in words. */
export function filesInWords(count: number): string {
  return count === 1 ? 'one file' : `${count.toLocaleString('en')} files`;
}

function sizeInWords(bytes: number): string {
  if (bytes >= 1 << 30) return `${Math.round(bytes / (1 << 30))} GB`;
  return bytes >= 1 << 20 ? `${Math.round(bytes / (1 << 20))} MB` : `${bytes} bytes`;
}

/** Counts what comes out of archives. What an archive claims of itself counts for nothing. */
export class Meter {
  private bytes = 0;
  private entries = 0;

  constructor(readonly limits: Limits) {}

  /** @throws {InputError} when more has come out than is allowed */
  addBytes(count: number): void {
    this.bytes += count;
    if (this.bytes <= this.limits.bytes) return;
    throw new InputError(
      `The files unpack to more than ${sizeInWords(this.limits.bytes)}. Bring fewer reviews at once.`,
    );
  }

  /** @throws {InputError} when there are more than are allowed */
  addEntry(): void {
    this.entries++;
    if (this.entries <= this.limits.entries) return;
    throw new InputError(
      `The archive holds more than ${this.limits.entries.toLocaleString('en')} files. Bring fewer at once.`,
    );
  }

  /** For one stream that may be read again: only what goes further than before is counted. */
  stream(): (position: number) => void {
    let seen = 0;
    return (position) => {
      if (position <= seen) return;
      this.addBytes(position - seen);
      seen = position;
    };
  }
}
