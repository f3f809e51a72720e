import { useEffect, useRef, type RefObject } from 'react';

/** A field that the user has just asked for. */
export function useFocus<T extends HTMLElement>(): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}

/** Where keyboard navigation continues when what had its focus is closed. */
export function useFocusAfter<T extends HTMLElement>(isOpen: boolean): RefObject<T | null> {
  const element = useRef<T>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) element.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return element;
}

/** The focus and what is in view move to a panel. */
export function goTo(selector: string): void {
  const panel = document.querySelector<HTMLElement>(selector);
  if (!panel) return;
  panel.tabIndex = -1;
  panel.focus();
  panel.scrollIntoView();
}
