import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';

import { meaningOf } from '../i18n/index.ts';
import type { TermName } from '../../contract/messages/en/glossary.ts';
import './Term.css';

/** Kept free between what it says and the edge of the window, in pixels. */
const edge = 8;

/** Beside the term, on the side that has room, wherever the page has been scrolled to. */
function place(term: HTMLElement, tip: HTMLElement): void {
  const box = term.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const isBelow = box.bottom + height + edge <= window.innerHeight;
  tip.style.left = `${Math.max(edge, Math.min(box.left, window.innerWidth - width - edge))}px`;
  tip.style.top = `${isBelow ? box.bottom : box.top - height}px`;
}

/** In the top layer, since a table that scrolls would cut it off. */
function useTopLayer(
  term: RefObject<HTMLElement | null>,
  tip: RefObject<HTMLElement | null>,
  isOpen: boolean,
) {
  useLayoutEffect(() => {
    if (!isOpen || !term.current || !tip.current) return;
    tip.current.showPopover();
    place(term.current, tip.current);
  }, [term, tip, isOpen]);
  useEffect(() => {
    if (!isOpen) return;
    const follow = () => term.current && tip.current && place(term.current, tip.current);
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    return () => window.removeEventListener('scroll', follow, { capture: true });
  }, [term, tip, isOpen]);
}

interface TermProps {
  name: TermName;
  children: ReactNode;
  /** Of a term that does something besides, as a column's name orders the table. */
  button?: { className: string; onPress: () => void };
}

/** A term that says what it means when it is pointed at, focused or tapped. Escape closes that. */
export function Term({ name, children, button }: TermProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const term = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  useTopLayer(term, tip, isOpen);
  const means = meaningOf(name);
  const open = () => setOpen(means !== '');
  const close = () => setOpen(false);
  return (
    <span className="term" ref={term} onMouseEnter={open} onMouseLeave={close}>
      <button
        type="button"
        className={`term-name ${button?.className ?? ''}`}
        aria-describedby={isOpen ? id : undefined}
        onFocus={open}
        onBlur={close}
        onClick={() => {
          open();
          button?.onPress();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
      >
        {children}
      </button>
      {isOpen && (
        <span ref={tip} role="tooltip" id={id} className="term-means" popover="manual">
          {means}
        </span>
      )}
    </span>
  );
}
