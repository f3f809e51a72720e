import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';

export interface ScrollerProps {
  label: string;
  className?: string;
  /** When this number grows, the end comes into view, unless the user has scrolled away from it. */
  length?: number;
  /** For who needs the element itself; the same function each time. */
  onBox?: (element: HTMLDivElement | null) => void;
  children: ReactNode;
}

/** Room for something wide or long. It is a stop for the keyboard only while there is more than fits. */
export function Scroller({ label, className = '', length, onBox, children }: ScrollerProps) {
  const box = useRef<HTMLDivElement>(null);
  const hold = useCallback(
    (element: HTMLDivElement | null) => {
      box.current = element;
      onBox?.(element);
    },
    [onBox],
  );
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () =>
      setOverflows(
        element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1,
      );
    const observer = new ResizeObserver(look);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    look();
    return () => observer.disconnect();
  }, []);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element && length !== undefined && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [length]);
  return (
    <div
      ref={hold}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollTop + clientHeight > scrollHeight - 4;
      }}
      className={`scroller ${className}`}
      role={overflows ? 'group' : undefined}
      aria-label={overflows ? label : undefined}
      tabIndex={overflows ? 0 : undefined}
    >
      {children}
    </div>
  );
}
