import { useCallback, useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';

export interface ScrollerProps {
  label: string;
  className?: string;
  /** When this number grows, the end comes into view, unless the user has scrolled away from it. */
  length?: number;
  /** For who needs the element itself; the same function each time. */
  onBox?: (element: HTMLDivElement | null) => void;
  children: ReactNode;
}

/** Not by React's state: that would come a frame after what is drawn. */
function tellOverflow(element: HTMLElement, label: string): void {
  const overflows =
    element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  const told = { role: 'group', 'aria-label': label, tabindex: '0' };
  for (const [name, value] of Object.entries(told))
    if (overflows) element.setAttribute(name, value);
    else element.removeAttribute(name);
  tellSides(element);
}

/** At which sides there is more: it fades out there, since phones show no bar before somebody scrolls. */
function tellSides(element: HTMLElement): void {
  const { scrollLeft, scrollWidth, clientWidth } = element;
  element.toggleAttribute('data-more-before', scrollLeft > 1);
  element.toggleAttribute('data-more-after', scrollLeft + clientWidth < scrollWidth - 1);
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
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => tellOverflow(element, label));
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [label]);
  // What is drawn anew is never, not even for a frame, more than fits without being a stop for the keyboard.
  useLayoutEffect(() => {
    if (box.current) tellOverflow(box.current, label);
  });
  const atEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element && length !== undefined && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [length]);
  return (
    <div
      ref={hold}
      onScroll={({ currentTarget }) => {
        tellSides(currentTarget);
        const { scrollTop, scrollHeight, clientHeight } = currentTarget;
        atEnd.current = scrollTop + clientHeight > scrollHeight - 4;
      }}
      className={`scroller ${className}`}
    >
      {children}
    </div>
  );
}
