import type { TermName } from '../../contract/messages/en/glossary.ts';
import * as format from '../i18n/format.ts';
import { Term } from '../ui/Term.tsx';

export interface Score {
  name: string;
  term: TermName;
  /** From 0 to 1. */
  value: number;
}

/** Accuracies on one scale from 50% to 100%: what is under 50% has no bar. */
export function ScoreBars({ label, scores }: { label: string; scores: readonly Score[] }) {
  return (
    <div className="scores">
      <ul aria-label={label}>
        {scores.map(({ name, term, value }) => (
          <li key={name} className="score">
            <span className="score-name" dir="auto">
              <Term name={term}>{name}</Term>
            </span>
            <span className="score-value">{format.percent(value)}</span>
            <span className="score-track" aria-hidden="true">
              <span style={{ width: `${Math.min(100, Math.max(0, (value - 0.5) * 200)).toFixed(2)}%` }} />
            </span>
          </li>
        ))}
      </ul>
      <div className="score-scale" aria-hidden="true">
        <span>50%</span>
        <span>75%</span>
        <span>100%</span>
      </div>
    </div>
  );
}
