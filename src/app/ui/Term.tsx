import { useId, useState, type ReactNode } from 'react';

import { t } from '../i18n/index.ts';
import type { TermName } from '../../contract/messages/en/glossary.ts';
import './Term.css';

/** A term that says what it means when it is pointed at, focused or tapped. Escape closes that. */
export function Term({ name, children }: { name: TermName; children: ReactNode }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const open = () => setOpen(true);
  const close = () => setOpen(false);
  return (
    <span className="term" onMouseEnter={open} onMouseLeave={close}>
      <button
        type="button"
        className="term-name"
        aria-describedby={isOpen ? id : undefined}
        onFocus={open}
        onBlur={close}
        onClick={open}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
      >
        {children}
      </button>
      {isOpen && (
        <span role="tooltip" id={id} className="term-means">
          {t.glossary[name].means}
        </span>
      )}
    </span>
  );
}
