import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ComponentType,
  type KeyboardEvent,
  type ReactNode,
} from 'react';

import type { ReviewRow } from '../../../workers/protocol.ts';
import { reviewWords as words } from '../../i18n/doctor.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp, useClassNames } from '../../state/react.ts';
import { canCorrect, corrected, isNew } from '../../state/reviews/actions.ts';
import { pageSize } from '../../state/reviews/pages.ts';
import { gridKey } from './grid-keys.ts';
import type { CellsProps } from './ReviewCells.tsx';
import './review-grid.css';

/** A browser's boxes end at some 17 million pixels. */
export const mostRows = 150_000;
const usualHeight = 68;

export interface ReviewGridProps<R extends ReviewRow> {
  label: string;
  /** Titles of the cells, in their order. */
  columns: readonly string[];
  /** A class for the rows' layout. */
  layout: string;
  /** Rows that match; null before the first answer. */
  total: number | null;
  /** By their number, `pageSize` rows each. */
  pages: ReadonlyMap<number, R[]>;
  /** Says which rows are in view. */
  look: (first: number, last: number) => void;
  /** Of one row. */
  Cells: ComponentType<CellsProps<R>>;
}

/** The row that has the focus or gets it by Tab, and what moves the focus to another. */
function useActiveRow(count: number) {
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  /** Which button of the new row gets the focus; −1: the row itself. Null: nothing moves. */
  const moveTo = useRef<number | null>(null);
  const current = Math.min(active, Math.max(0, count - 1));

  const rowElement = useCallback(
    (index: number) => list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null,
    [],
  );
  const controlsOf = (row: HTMLElement) => [...row.querySelectorAll<HTMLElement>('button:not(:disabled)')];

  useLayoutEffect(() => {
    const wanted = moveTo.current;
    const row = rowElement(current);
    if (wanted === null || !row) return;
    moveTo.current = null;
    (controlsOf(row)[wanted] ?? row).focus({ preventScroll: true });
  });

  return {
    list,
    current,
    setActive,
    rowElement,
    controlsOf,
    /** @param control the button that has the focus now, counted within its row; −1: none */
    move(to: number, control: number) {
      moveTo.current = control;
      setActive(to);
    },
  };
}

/** Which rows show their whole text. */
function useWholeTexts() {
  const [whole, setWhole] = useState<ReadonlySet<number>>(new Set());
  const toggle = useCallback((row: number) => {
    setWhole((before) => {
      const next = new Set(before);
      if (!next.delete(row)) next.add(row);
      return next;
    });
  }, []);
  return { whole, toggle };
}

/** The rows in view, and the one with the focus, which would lose it if it left the document. */
function useRowsInView(count: number, active: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    overscan: 6,
    rangeExtractor: (range: Range) => {
      const inView = defaultRangeExtractor(range);
      return count === 0 || inView.includes(active) ? inView : [...inView, active].sort((a, b) => a - b);
    },
  });
  return { scroller, virtualizer };
}

interface FrameProps extends Pick<ReviewGridProps<ReviewRow>, 'label' | 'columns' | 'layout'> {
  count: number;
  onKeyDown: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/** The grid and the titles of its columns. */
function Frame({ label, columns, layout, count, onKeyDown, children }: FrameProps) {
  return (
    <div
      className="review-grid"
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup">
        <div role="row" className={`review-row review-head ${layout}`} aria-rowindex={1}>
          {columns.map((title) => (
            <span key={title} role="columnheader">
              {title}
            </span>
          ))}
        </div>
      </div>
      {children}
    </div>
  );
}

/** The row as the user has corrected it, answered or not; undefined while it is being fetched. */
function useRowAt<R extends ReviewRow>(pages: ReadonlyMap<number, R[]>) {
  const pending = useApp((state) => state.reviews.pending);
  return (index: number): R | undefined => {
    const row = pages.get(Math.floor(index / pageSize))?.[index % pageSize];
    if (!row) return undefined;
    const correction = pending.get(row.row);
    return correction === undefined ? row : corrected(row, correction);
  };
}

const Waiting = () => (
  <span role="gridcell" className="review-number">
    {words.loading}
  </span>
);

interface KeysOptions<R extends ReviewRow> {
  count: number;
  rows: ReturnType<typeof useActiveRow>;
  rowAt: (index: number) => R | undefined;
  scrollTo: (index: number) => void;
  onToggle: (row: number) => void;
  /** Null: the rows are locked. */
  onCorrect: CellsProps<R>['onCorrect'] | null;
}

/** What a key does in the grid (`grid-keys.ts`). */
function useGridKeys<R extends ReviewRow>(options: KeysOptions<R>): (event: KeyboardEvent) => void {
  const { count, rows, rowAt, scrollTo, onToggle, onCorrect } = options;
  const { current, rowElement, controlsOf, move } = rows;
  const classCount = useClassNames().length;
  return (event) => {
    const element = rowElement(current);
    if (!element || count === 0) return;
    const controls = controlsOf(element);
    const control = controls.indexOf(event.target as HTMLElement);
    const onRow = event.target === element;
    const press = gridKey(event, { active: current, last: count - 1, onRow, classCount });
    if (!press) return;
    event.preventDefault();
    const row = rowAt(current);
    switch (press.kind) {
      case 'row':
        scrollTo(press.to);
        return move(press.to, control);
      case 'control': {
        const to = Math.max(-1, Math.min(controls.length - 1, control + press.step));
        return (controls[to] ?? element).focus();
      }
      case 'toggle':
        return row && onToggle(row.row);
      case 'correct':
        if (row && onCorrect && isNew(row, press.correction)) void onCorrect(row.row, press.correction);
        return;
      default:
        press satisfies never;
    }
  };
}

/** All rows that match, of which only those in view are in the document. */
export function ReviewGrid<R extends ReviewRow>(props: ReviewGridProps<R>) {
  const { label, columns, layout, total, pages, look, Cells } = props;
  const { correct } = useChecking().reviews;
  const isLocked = !useApp(canCorrect);
  const rowAt = useRowAt(pages);
  const Row = useMemo(() => memo(Cells), [Cells]);
  const count = Math.min(mostRows, total ?? 0);
  const rows = useActiveRow(count);
  const { list, current, setActive } = rows;
  const { whole, toggle } = useWholeTexts();
  const { scroller, virtualizer } = useRowsInView(count, current);
  const [first, last] = [virtualizer.range?.startIndex ?? 0, virtualizer.range?.endIndex ?? 0];
  useEffect(() => look(first, last), [look, first, last]);
  const onKeyDown = useGridKeys({
    ...{ count, rows, rowAt },
    scrollTo: (index) => virtualizer.scrollToIndex(index),
    onToggle: toggle,
    onCorrect: isLocked ? null : correct,
  });

  return (
    <Frame {...{ label, columns, layout, count, onKeyDown }}>
      <div ref={scroller} role="rowgroup" className="review-scroller">
        <div ref={list} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <div
                key={index}
                ref={virtualizer.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                aria-busy={row === undefined}
                tabIndex={index === current ? 0 : -1}
                className={`review-row ${layout} ${row?.correction == null ? '' : 'review-row-corrected'}`}
                style={{ transform: `translateY(${start}px)` }}
                onFocus={() => setActive(index)}
              >
                {row ? (
                  <Row
                    key={row.row}
                    row={row}
                    isActive={index === current}
                    isWhole={whole.has(row.row)}
                    isDisabled={isLocked}
                    onToggle={toggle}
                    onCorrect={correct}
                  />
                ) : (
                  <Waiting />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </Frame>
  );
}
