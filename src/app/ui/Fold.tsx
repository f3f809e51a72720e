import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import './Fold.css';

export interface FoldProps {
  title: string;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  children: ReactNode;
}

/** A part that is folded away until somebody wants it. What is folded is not drawn. */
export function Fold({ title, isOpen, onToggle, children }: FoldProps) {
  return (
    <Disclosure className="fold" isExpanded={isOpen} onExpandedChange={onToggle}>
      <Heading level={3} className="fold-head">
        <Button slot="trigger" className="fold-trigger">
          <span className="fold-sign" aria-hidden="true" />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel>{isOpen ? children : null}</DisclosurePanel>
    </Disclosure>
  );
}
