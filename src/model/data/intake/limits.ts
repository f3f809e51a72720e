import type { Message } from '../../../contract/messages/message.ts';
import { InputError } from '../../errors.ts';

/** What may come out of everything that is uploaded at once. */
export interface Limits {
  bytes: number;
  entries: number;
  /** Archives in archives; a tar in a gzip counts as one. */
  depth: number;
  /** A larger file of a tar is not held in memory: whoever reads it reads the tar again up to it. */
  held: number;
}

export const usualLimits: Limits = { bytes: 1 << 30, entries: 1_000_000, depth: 3, held: 1 << 26 };

/** A file is not as it was written. */
export class Damaged extends InputError {
  /** @param read how many files could be read all the same */
  constructor(
    readonly path: string,
    readonly read: Message<'file-damaged'>['read'],
  ) {
    super({ code: 'file-damaged', path, read });
  }
}

export function damaged(path: string, read: Message<'file-damaged'>['read'] = null): Damaged {
  return new Damaged(path, read);
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
    throw new InputError({ code: 'unpacks-to-too-much', bytes: this.limits.bytes });
  }

  /** @throws {InputError} when there are more than are allowed */
  addEntry(): void {
    this.entries++;
    if (this.entries <= this.limits.entries) return;
    throw new InputError({ code: 'too-many-files', entries: this.limits.entries });
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
