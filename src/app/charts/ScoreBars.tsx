import type { TermName } from '../../contract/messages/en/glossary.ts';
import * as format from '../i18n/format.ts';
import { Term } from '../ui/Term.tsx';
import './ScoreBars.css';

export interface Score {
  name: string;
  term: TermName;
  /** From 0 to 1. */
  value: number;
}

/** Accuracies on one scale, from 50% where all of them pass it, else from 0. */
export function ScoreBars({ label, scores }: { label: string; scores: readonly Score[] }) {
  const from = scores.every(({ value }) => value >= 0.5) ? 0.5 : 0;
  const length = (value: number) => ((100 * (value - from)) / (1 - from)).toFixed(2);
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
              <span style={{ width: `${length(value)}%` }} />
            </span>
          </li>
        ))}
      </ul>
      <div className="score-scale" aria-hidden="true">
        {[from, (from + 1) / 2, 1].map((share) => (
          <span key={share}>{100 * share}%</span>
        ))}
      </div>
    </div>
  );
}
