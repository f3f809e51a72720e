import type { TextSource } from './text-source.ts';

/** So many texts in one folder are a review each. */
const leastInFolder = 10;
/** Texts that wait until it is clear what they are. */
const mostWaiting = 200;

/** Larger ones wait only while they come to no more than this. */
const mostHeldBytes = 1 << 26;

export interface Waiting {
  text: TextSource;
  /** A user uploaded this very file. */
  isChosen: boolean;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Tells texts that are a review each from texts with a review a line: the former come many to a folder. */
export class PlainTexts {
  /** Null: not clear yet. */
  mode: 'files' | 'lines' | null = null;
  private readonly counts = new Map<string, number>();
  private waiting: Waiting[] = [];
  private heldBytes = 0;

  /** The texts that are now known to be a review each, in the order in which they came. */
  add(text: TextSource, isChosen: boolean): TextSource[] {
    if (this.mode === 'files') return [text];
    const folder = folderOf(text.path);
    const count = (this.counts.get(folder) ?? 0) + 1;
    this.counts.set(folder, count);
    this.waiting.push({ text, isChosen });
    const isFile = folder !== '' && count >= leastInFolder;
    if (!isFile && this.waiting.length < mostWaiting) return [];
    this.mode = 'files';
    return this.takeWaiting().map((waiting) => waiting.text);
  }

  /** Keeps a text with a review a line until its neighbours are known: labels may be in one. False: it is too large. */
  hold(text: TextSource, isChosen: boolean, size: number | null): boolean {
    this.mode = 'lines';
    this.heldBytes += size ?? mostHeldBytes;
    if (this.heldBytes > mostHeldBytes || this.waiting.length >= mostWaiting) return false;
    this.waiting.push({ text, isChosen });
    return true;
  }

  takeWaiting(): Waiting[] {
    const { waiting } = this;
    this.waiting = [];
    return waiting;
  }
}
