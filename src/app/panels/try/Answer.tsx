import type { Prediction } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';

interface AnswerProps {
  answer: Prediction | null;
  /** The text has changed since. */
  isStale: boolean;
}

function verdict({ probability, class: side, classNames }: Prediction): string {
  return t.attempt.verdict(side, classNames[side], side === 1 ? probability : 1 - probability);
}

/** The verdict as a sentence, and as a needle on a scale from class 0 to class 1. */
export function Answer({ answer, isStale }: AnswerProps) {
  return (
    <div className={`answer ${isStale ? 'stale' : ''}`}>
      <output className="verdict" aria-label={t.attempt.prediction}>
        {answer ? verdict(answer) : ''}
      </output>
      <div className="gauge" aria-hidden="true">
        <div className="gauge-scale">
          {answer && (
            <>
              <span className="gauge-fill" style={{ '--probability': answer.probability }} />
              <span className="gauge-needle" style={{ '--probability': answer.probability }} />
            </>
          )}
        </div>
        <div className="gauge-ends">
          <span>{answer ? t.attempt.className(0, answer.classNames[0]) : t.data.negative}</span>
          <span>50%</span>
          <span>{answer ? t.attempt.className(1, answer.classNames[1]) : t.data.positive}</span>
        </div>
      </div>
    </div>
  );
}
