import type { ReactNode } from 'react';
import { Button, DisclosurePanel, Heading, Disclosure as HeadlessDisclosure } from 'react-aria-components';
import './Disclosure.css';

export interface DisclosureProps {
  title: string;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  children: ReactNode;
}

/** A part that is closed until a user opens it. What is closed is not drawn. */
export function Disclosure({ title, isOpen, onToggle, children }: DisclosureProps) {
  return (
    <HeadlessDisclosure className="disclosure" isExpanded={isOpen} onExpandedChange={onToggle}>
      <Heading level={3} className="disclosure-head">
        <Button slot="trigger" className="disclosure-trigger">
          <span className="disclosure-sign" aria-hidden="true" />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel>{isOpen ? children : null}</DisclosurePanel>
    </HeadlessDisclosure>
  );
}
