import { tokenKind, type DatasetSummary } from '../../../workers/protocol.ts';
import { dataWords } from '../../i18n/data.ts';
import { ClassBar } from '../../ui/ClassBar.tsx';

const words = dataWords.summary;

/** What of the data will be used: how much, how balanced, how long, what was excluded, and a few rows. */
export function DatasetSummaryView({ summary }: { summary: DatasetSummary }) {
  const { classCounts, classNames, classLabels, rowsUsed, excluded, medianLength, p95Length, examples } =
    summary;
  const { provided, corrections, tokenization } = summary;
  const shares = classCounts.map((rows) => rows / Math.max(1, rowsUsed));
  const classes = classNames.map((name, id) => words.of(name, classLabels[id], classCounts[id], shares[id]));
  const missing = excluded.filter(({ count }) => count > 0);
  return (
    <div className="summary">
      <div className="summary-figures">
        <p className="summary-count">
          <strong>{words.used(rowsUsed)}</strong>.{' '}
          {words.length(tokenKind(tokenization.rule), medianLength, p95Length)}
        </p>
        <ClassBar shares={shares} label={`${words.balance}: ${classes.join(', ')}`} />
        <p className="class-names" aria-hidden="true">
          {classes.map((text) => (
            <span key={text}>{text}</span>
          ))}
        </p>
        {missing.length > 0 && (
          <p className="help">
            {words.excluded(missing.map(({ reason, count }) => words.exclusionReasons[reason](count)))}
          </p>
        )}
        {provided && <p className="help">{words.provided(provided)}</p>}
        {corrections > 0 && <p className="help">{words.corrected(corrections)}</p>}
      </div>
      <div className="summary-examples">
        <h3>{words.examples}</h3>
        <ul className="examples">
          {examples.slice(0, 4).map((example) => (
            <li key={example.text}>
              <span className={`tag tag-${example.class}`}>{classNames[example.class]}</span>
              <span className="first-lines">{example.text}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
