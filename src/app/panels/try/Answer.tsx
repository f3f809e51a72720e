import type { Prediction } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';

interface AnswerProps {
  answer: Prediction | null;
  /** The text has changed since. */
  isStale: boolean;
  /** Of the data, until there is an answer. */
  classNames: readonly string[];
}

function verdict({ probabilities, class: id, classNames }: Prediction): string {
  return t.attempt.verdict(classNames[id], probabilities[id]);
}

/** Two classes: a needle on a scale from class 0 to class 1. */
function Gauge({ probability, classNames }: { probability: number | null; classNames: readonly string[] }) {
  return (
    <div className="gauge" aria-hidden="true">
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
        <span>50%</span>
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
export function Answer({ answer, isStale, classNames }: AnswerProps) {
  const names = answer?.classNames ?? classNames;
  return (
    <div className={`answer ${isStale ? 'stale' : ''}`}>
      <output className="verdict" aria-label={t.attempt.prediction}>
        {answer ? verdict(answer) : ''}
      </output>
      {names.length === 2 ? (
        <Gauge probability={answer?.probabilities[1] ?? null} classNames={names} />
      ) : (
        <ClassGauges probabilities={answer?.probabilities ?? null} classNames={names} />
      )}
    </div>
  );
}
