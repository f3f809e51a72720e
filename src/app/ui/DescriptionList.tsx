import type { ReactNode } from 'react';

import type { TermName } from '../../contract/messages/en/glossary.ts';
import { Term } from './Term.tsx';
import './DescriptionList.css';

export interface DescriptionItem {
  name: string;
  /** What the name means is said where it stands. */
  term?: TermName;
  value: ReactNode;
  note?: ReactNode;
}

export interface DescriptionListProps {
  items: DescriptionItem[];
  /** `row`: large figures side by side; `list`: name and value on a line. */
  shape: 'row' | 'list';
  label?: string;
}

/** Names with values, as a title block has them. */
export function DescriptionList({ items, shape, label }: DescriptionListProps) {
  return (
    <dl className={`descriptions descriptions-${shape}`} aria-label={label}>
      {items.map(({ name, term, value, note }) => (
        <div key={name} className="description">
          <dt>{term ? <Term name={term}>{name}</Term> : name}</dt>
          <dd>
            <span className="description-value">{value}</span>
            {note && <span className="description-note">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
