import { useId, type ReactNode } from 'react';
import './Panel.css';

export interface PanelProps {
  /** Its place on the path from data to weights, counted from 1. */
  step: number;
  name: string;
  title: string;
  lead: string;
  children: ReactNode;
}

/** One sheet of the notebook: a region with a numbered heading. */
export function Panel({ step, name, title, lead, children }: PanelProps) {
  const heading = useId();
  return (
    <section className={`panel panel-${name}`} aria-labelledby={heading}>
      <header className="panel-head">
        <span className="panel-step" aria-hidden="true">
          {step}
        </span>
        <h2 id={heading}>{title}</h2>
        <p className="panel-lead">{lead}</p>
      </header>
      {children}
    </section>
  );
}
