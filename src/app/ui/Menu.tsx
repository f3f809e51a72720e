import {
  useCallback,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import './Menu.css';

export interface MenuItem {
  label: string;
  isDisabled?: boolean;
  /** The id of the sentence that says why it can't be chosen. */
  describedBy?: string;
  onPress: () => void;
}

export interface MenuProps {
  /** The button's name, where the words on it say too little by themselves. */
  label?: string;
  items: readonly MenuItem[];
  isDisabled?: boolean;
  children: ReactNode;
}

/** Pixels between the list and the window's edge. */
const margin = 8;

/** A button with a list of actions. Arrow keys, Home, End and first letters go through it; Escape closes it. */
export function Menu({ label, items, isDisabled, children }: MenuProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const leave = useCallback(() => setOpen(false), []);
  function close(): void {
    setOpen(false);
    button.current?.focus();
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="action action-quiet menu-button"
        disabled={isDisabled}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && <List id={id} label={label} items={items} opener={button} onLeave={leave} onClose={close} />}
    </>
  );
}

interface ListProps extends Pick<MenuProps, 'label' | 'items'> {
  id: string;
  /** The button that has opened it. */
  opener: RefObject<HTMLButtonElement | null>;
  /** The focus is elsewhere already. */
  onLeave: () => void;
  onClose: () => void;
}

/** Below what opened it, or above where there is more room; never beyond the window. */
function place(list: HTMLElement, near: HTMLElement): void {
  const from = near.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const isBelow = from.bottom + height + margin <= innerHeight || from.top < innerHeight - from.bottom;
  const top = isBelow ? from.bottom : from.top - height;
  const left = Math.min(from.left, innerWidth - width - margin);
  list.style.insetBlockStart = `${Math.max(margin, Math.min(top, innerHeight - height - margin))}px`;
  list.style.insetInlineStart = `${Math.max(margin, left)}px`;
}

/** Opens the list beside its button, with the focus on the first entry; a press elsewhere leaves it. */
function useOpen(
  list: RefObject<HTMLElement | null>,
  { opener, onLeave }: Pick<ListProps, 'opener' | 'onLeave'>,
): void {
  useLayoutEffect(() => {
    const [element, near] = [list.current, opener.current];
    if (!element || !near) return;
    element.showPopover();
    place(element, near);
    entriesOf(element)[0]?.focus({ preventScroll: true });
    const leave = ({ target }: Event) => {
      // The button itself opens and closes it.
      if (target instanceof Node && (element.contains(target) || near.contains(target))) return;
      onLeave();
    };
    const move = () => place(element, near);
    addEventListener('pointerdown', leave);
    addEventListener('scroll', move, true);
    addEventListener('resize', move);
    return () => {
      removeEventListener('pointerdown', leave);
      removeEventListener('scroll', move, true);
      removeEventListener('resize', move);
    };
  }, [list, opener, onLeave]);
}

function List({ id, label, items, opener, onLeave, onClose }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  useOpen(list, { opener, onLeave });

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const all = entriesOf(event.currentTarget);
    const to = entryFor(event.key, all, all.indexOf(event.target as HTMLElement));
    if (event.key === 'Tab') return onLeave();
    if (event.key === 'Escape') onClose();
    else if (to) to.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={list}
      id={id}
      popover="manual"
      role="menu"
      aria-label={label}
      className="menu"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {items.map(({ label: name, isDisabled = false, describedBy, onPress }) => (
        <button
          key={name}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={isDisabled}
          aria-describedby={describedBy}
          onClick={() => {
            if (isDisabled) return;
            onClose();
            onPress();
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

const entriesOf = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('[role=menuitem]')];

/** Which entry a key leads to; null: it means something else. */
function entryFor(key: string, all: readonly HTMLElement[], at: number): HTMLElement | null {
  const last = all.length - 1;
  const steps: Record<string, number> = {
    ArrowDown: at === last ? 0 : at + 1,
    ArrowUp: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
  };
  if (Object.hasOwn(steps, key)) return all[steps[key]] ?? null;
  if (key.length !== 1 || key === ' ') return null;
  const begins = (entry: HTMLElement) => entry.textContent.toLowerCase().startsWith(key.toLowerCase());
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find(begins) ?? null;
}
