import { useId, type ReactNode } from 'react';
import './Disclosure.css';

export interface DisclosureProps {
  title: string;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  children: ReactNode;
}

/** A part that is closed until a user opens it. What is closed is not drawn. */
export function Disclosure({ title, isOpen, onToggle, children }: DisclosureProps) {
  const id = useId();
  return (
    <div className={isOpen ? 'disclosure disclosure-open' : 'disclosure'}>
      <h3 className="disclosure-head">
        <button
          type="button"
          className="disclosure-trigger"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => onToggle(!isOpen)}
        >
          <span className="disclosure-sign" aria-hidden="true" />
          {title}
        </button>
      </h3>
      <div id={id}>{isOpen && children}</div>
    </div>
  );
}
