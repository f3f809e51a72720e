import { hasEqualWeights, thresholdOf, type Decision } from '../../../contract/decision.ts';
import type { Prediction } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { decided } from '../../i18n/decided.ts';

interface AnswerProps {
  answer: Prediction | null;
  /** The text has changed since. */
  isStale: boolean;
  /** Of the data, until there is an answer. */
  classNames: readonly string[];
  /** What the network answers by. */
  decision: Decision;
}

function verdict({ probabilities, class: id, classNames }: Prediction): string {
  return t.attempt.verdict(classNames[id], probabilities[id]);
}

/** Two classes: a needle on a scale from class 0 to class 1. */
function Gauge({
  probability,
  threshold,
  classNames,
}: {
  probability: number | null;
  threshold: number;
  classNames: readonly string[];
}) {
  return (
    <div className="gauge" aria-hidden="true" style={{ '--threshold': threshold }}>
      <div className="gauge-scale">
        {probability !== null && (
          <>
            <span className="gauge-fill" style={{ '--probability': probability }} />
            <span className="gauge-needle" style={{ '--probability': probability }} />
          </>
        )}
      </div>
      <div className="gauge-ends">
        <span>{classNames[0]}</span>
        <span>{Number((100 * threshold).toFixed(1))}%</span>
        <span>{classNames[1]}</span>
      </div>
    </div>
  );
}

/** More classes: a bar for each, in their order. */
function ClassGauges({
  probabilities,
  classNames,
}: {
  probabilities: readonly number[] | null;
  classNames: readonly string[];
}) {
  return (
    <ul className="class-gauges">
      {classNames.map((name, id) => (
        <li key={name}>
          <span className="class-gauge-name">{name}</span>
          <span className="class-gauge" aria-hidden="true">
            <span style={{ '--probability': probabilities?.[id] ?? 0 }} />
          </span>
          <span className="class-gauge-value">{probabilities && format.percent(probabilities[id])}</span>
        </li>
      ))}
    </ul>
  );
}

/** The verdict as a sentence, and as a picture of the probabilities. */
export function Answer({ answer, isStale, classNames, decision }: AnswerProps) {
  const names = answer?.classNames ?? classNames;
  const { weights } = decision;
  return (
    <div className={`answer ${isStale ? 'stale' : ''}`}>
      <output className="answer-verdict" aria-label={t.attempt.prediction}>
        {answer ? verdict(answer) : ''}
      </output>
      {names.length === 2 ? (
        <Gauge
          probability={answer?.probabilities[1] ?? null}
          threshold={thresholdOf(weights, 1)}
          classNames={names}
        />
      ) : (
        <ClassGauges probabilities={answer?.probabilities ?? null} classNames={names} />
      )}
      {!hasEqualWeights(decision) && <p className="help">{decided(decision, names)}</p>}
    </div>
  );
}
