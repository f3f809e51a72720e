import type { ReactNode } from 'react';

import { useController } from '../state/react.ts';
import { hashOf, type ViewId } from '../state/view/slice.ts';

export interface ViewLinkProps {
  view: ViewId;
  isCurrent?: boolean;
  /** It was followed within the page. */
  onFollow?: () => void;
  children: ReactNode;
}

/** A link to another view. With a key that opens a tab, the browser follows it itself. */
export function ViewLink({ view, isCurrent, onFollow, children }: ViewLinkProps) {
  const controller = useController();
  return (
    <a
      href={hashOf(view)}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        controller.view.show(view);
        onFollow?.();
      }}
    >
      {children}
    </a>
  );
}
