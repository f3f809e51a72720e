import { useId, type ReactNode } from 'react';
import './Panel.css';

export interface PanelProps {
  name: string;
  title: string;
  lead?: string;
  /** Beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One part of a view: a region with a heading. */
export function Panel({ name, title, lead, actions, children }: PanelProps) {
  const heading = useId();
  return (
    <section className={`panel panel-${name}`} aria-labelledby={heading}>
      <header className="panel-head">
        <h2 id={heading}>{title}</h2>
        {actions}
        {lead && <p className="panel-lead">{lead}</p>}
      </header>
      {children}
    </section>
  );
}
