/** What a key does in the table of reviews. */
import type { Correction } from '../../../workers/protocol.ts';

export type GridKey =
  | { kind: 'row'; to: number }
  | { kind: 'control'; step: 1 | -1 }
  | { kind: 'correct'; correction: Correction | null }
  | { kind: 'toggle' };

/** Rows that Page Up and Page Down pass. */
const pageRows = 6;

const corrections: Record<string, Correction | null> = { x: 'exclude', u: null };
/** Of two classes alone. */
const twoClasses: Record<string, Correction> = { n: 0, p: 1 };

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The table and the place in it that a key is pressed at. */
export interface GridPlace {
  active: number;
  last: number;
  /** Whether the row itself has the focus, and not a button in it. */
  onRow: boolean;
  classCount: number;
}

export function gridKey(press: KeyPress, { active, last, onRow, classCount }: GridPlace): GridKey | null {
  const { key, ctrlKey, metaKey, altKey } = press;
  if (ctrlKey || metaKey || altKey) return null;
  const row = (to: number): GridKey => ({ kind: 'row', to: Math.max(0, Math.min(last, to)) });
  switch (key) {
    case 'ArrowDown':
      return row(active + 1);
    case 'ArrowUp':
      return row(active - 1);
    case 'PageDown':
      return row(active + pageRows);
    case 'PageUp':
      return row(active - pageRows);
    case 'Home':
      return row(0);
    case 'End':
      return row(last);
    case 'ArrowRight':
      return { kind: 'control', step: 1 };
    case 'ArrowLeft':
      return { kind: 'control', step: -1 };
    case 'Enter':
      return onRow ? { kind: 'toggle' } : null;
    default: {
      const letter = key.toLowerCase();
      const known = classCount === 2 ? { ...corrections, ...twoClasses } : corrections;
      return Object.hasOwn(known, letter) ? { kind: 'correct', correction: known[letter] } : null;
    }
  }
}
