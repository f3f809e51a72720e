import type { ReactNode } from 'react';
import './Facts.css';

export interface Fact {
  name: string;
  value: ReactNode;
  note?: ReactNode;
}

export interface FactsProps {
  facts: Fact[];
  /** `row`: large figures side by side; `list`: name and value on a line. */
  shape: 'row' | 'list';
  label?: string;
}

/** Names with values, as a title block has them. */
export function Facts({ facts, shape, label }: FactsProps) {
  return (
    <dl className={`facts facts-${shape}`} aria-label={label}>
      {facts.map(({ name, value, note }) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>
            <span className="fact-value">{value}</span>
            {note && <span className="fact-note">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
