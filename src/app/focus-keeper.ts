/** A place for the focus when the element that has it leaves the page or is disabled. */
import { useEffect } from 'react';

/** Who removes an element may have a better place for the focus: so long it is waited for, in milliseconds. */
const patience = 100;

/** What a screen reader can name, so that a user hears where they are. */
const homes = 'section, dialog, main, [role="group"], [role="radiogroup"], [tabindex="-1"]';

function ancestors(element: Element): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let each = element.parentElement; each; each = each.parentElement) found.push(each);
  return found;
}

const isLost = (element: Element) => !element.isConnected || element.matches(':disabled');

/**
 * Watches `root` until the returned function is called. When the focused element goes away and nothing else takes
 * the focus, the nearest part of the page around it that is still there gets it: keyboard navigation continues from there,
 * not from the top of the page.
 */
function keepFocus(root: HTMLElement): () => void {
  let last: Element | null = null;
  let around: HTMLElement[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function remember({ target }: FocusEvent): void {
    if (!(target instanceof Element)) return;
    last = target;
    around = ancestors(target);
  }

  function look(): void {
    timer = undefined;
    if (!last) return;
    const { activeElement } = document;
    const isSomewhere =
      activeElement && activeElement !== document.body && !activeElement.matches(':disabled');
    if (isSomewhere) return;
    const wasLost = isLost(last);
    last = null;
    // Whoever clicked beside everything wanted the focus gone.
    if (!wasLost) return;
    const home =
      around.find((each) => each.isConnected && each.matches(homes)) ??
      root.querySelector<HTMLElement>('main');
    if (!home) return;
    if (!home.hasAttribute('tabindex')) home.tabIndex = -1;
    home.focus({ preventScroll: true });
  }

  /** A run changes the page all the time: what is due is not put off. */
  function lookSoon(): void {
    timer ??= setTimeout(look, patience);
  }

  const observer = new MutationObserver(() => {
    if (last && isLost(last)) lookSoon();
  });
  observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
  root.addEventListener('focusin', remember);
  root.addEventListener('focusout', lookSoon);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    root.removeEventListener('focusin', remember);
    root.removeEventListener('focusout', lookSoon);
  };
}

/** For as long as the page is shown. */
export function useFocusKeeper(): void {
  useEffect(() => keepFocus(document.body), []);
}
