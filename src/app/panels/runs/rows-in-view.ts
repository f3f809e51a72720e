/** Of a long list only the rows in view are in the document; and arrow keys go from row to row. */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Shorter lists are in the document as a whole: the browser's own search finds all of them. */
const mostWhole = 50;
/** Rows that Page Up and Page Down pass. */
const pageRows = 8;

export interface RowInView {
  index: number;
  /** Height of the rows between this one and the one before it in the document, in pixels. */
  gap: number;
}

export interface RowsInView {
  /** What scrolls. */
  onBox: (element: HTMLDivElement | null) => void;
  /** The rows are too many for the document. */
  isLong: boolean;
  rows: RowInView[];
  /** Height of the rows after the last one in the document, in pixels. */
  end: number;
  /** For each row, with its number as `data-index`. */
  rowRef: (row: HTMLElement | null) => void;
}

/** Hears where the focus goes within an element, and its keys. */
function useListening(box: HTMLElement | null, listen: (event: Event) => void): void {
  useEffect(() => {
    box?.addEventListener('focusin', listen);
    box?.addEventListener('keydown', listen);
    return () => {
      box?.removeEventListener('focusin', listen);
      box?.removeEventListener('keydown', listen);
    };
  });
}

/** @param ids of all rows in their order, @param usualHeight of a row that was not measured yet, in pixels */
export function useRowsInView(ids: readonly string[], usualHeight: number): RowsInView {
  const [box, onBox] = useState<HTMLDivElement | null>(null);
  const isLong = ids.length > mostWhole;
  /** The row that has the focus, or had it last: it would lose it if it left the document. */
  const [active, setActive] = useState<string | null>(null);
  const at = active === null ? -1 : ids.indexOf(active);
  /** The row that gets the focus as soon as it is there, and which of its controls. */
  const wanted = useRef<{ index: number; control: number } | null>(null);
  const virtualizer = useVirtualizer({
    count: ids.length,
    enabled: isLong,
    getScrollElement: () => box,
    estimateSize: () => usualHeight,
    getItemKey: (index) => ids[index],
    overscan: 6,
    rangeExtractor: (range: Range) => {
      const inView = defaultRangeExtractor(range);
      return at < 0 || inView.includes(at) ? inView : [...inView, at].sort((a, b) => a - b);
    },
  });

  useLayoutEffect(() => {
    if (!wanted.current) return;
    const { index, control } = wanted.current;
    const row = box?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!row) return;
    wanted.current = null;
    const controls = controlsOf(row);
    (controls[Math.min(control, controls.length - 1)] ?? row).focus();
  });

  useListening(box, (event) => {
    if (event instanceof KeyboardEvent) onKeyDown(event);
    else hold(event.target);
  });

  function hold(target: EventTarget | null): void {
    const index = indexOf(target);
    if (index !== null) setActive(ids[index] ?? null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const row = rowOf(event.target);
    const from = indexOf(event.target);
    // In a menu the keys go from entry to entry.
    if (!row || from === null || (event.target instanceof Element && event.target.closest('[role=menu]')))
      return;
    const to = rowFor(event, from, ids.length - 1);
    if (to === null) return;
    event.preventDefault();
    wanted.current = {
      index: to,
      control: Math.max(0, controlsOf(row).indexOf(event.target as HTMLElement)),
    };
    setActive(ids[to]);
    if (isLong) virtualizer.scrollToIndex(to);
  }

  const items = isLong ? virtualizer.getVirtualItems() : ids.map((_, index) => ({ index, start: 0, end: 0 }));
  const rows = items.map(({ index, start }, place) => ({ index, gap: start - (items[place - 1]?.end ?? 0) }));
  const end = isLong ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return { onBox, isLong, rows, end, rowRef: virtualizer.measureElement };
}

const rowOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;

function indexOf(target: EventTarget | null): number | null {
  const row = rowOf(target);
  return row ? Number(row.dataset['index']) : null;
}

const controlsOf = (row: HTMLElement) => [
  ...row.querySelectorAll<HTMLElement>(
    'button:not(:disabled, [role=menuitem]), input[type=checkbox]:not(:disabled)',
  ),
];

/** @returns the row that a key leads to; null: it means something else */
function rowFor(event: KeyboardEvent, from: number, last: number): number | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  const isField =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox');
  if (isField || ctrlKey || metaKey || altKey || shiftKey) return null;
  const steps: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageRows,
    PageUp: from - pageRows,
    Home: 0,
    End: last,
  };
  return Object.hasOwn(steps, key) ? Math.max(0, Math.min(last, steps[key])) : null;
}
