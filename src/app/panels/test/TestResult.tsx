import { hasEqualWeights } from '../../../contract/decision.ts';
import type { TestReport } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { testWords as words } from '../../i18n/test.ts';
import * as format from '../../i18n/format.ts';
import { decided } from '../../i18n/decided.ts';
import { useApp } from '../../state/react.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { DescriptionList, type DescriptionItem } from '../../ui/DescriptionList.tsx';
import { LazyBoundary, lazyComponent } from '../../ui/LazyBoundary.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { Term } from '../../ui/Term.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ClassScoresTable } from './ClassScoresTable.tsx';
import { ConfusionTable } from './ConfusionTable.tsx';
import { Evidence } from './Evidence.tsx';

const TestReviews = lazyComponent(
  lazyPart('panels/test/TestReviews.tsx', async () => (await import('./TestReviews.tsx')).TestReviews),
);

interface TestResultProps {
  report: TestReport;
  /** The name of the data. */
  on: string;
}

const score = (value: number | null) => (value === null ? words.undefinedScore : format.percent(value));

/** √(p(1−p)/n): how far the accuracy would stray if other reviews had been drawn for the test. */
function standardError(accuracy: number, rows: number): number {
  return Math.sqrt((accuracy * (1 - accuracy)) / Math.max(1, rows));
}

function Mistakes({ report }: { report: TestReport }) {
  const { mistakes, accuracy, classNames } = report;
  if (mistakes.length === 0) {
    return <p className="help">{accuracy === 1 ? words.noMistakes : words.noMistakesSaved}</p>;
  }
  return (
    <ol className="mistakes">
      {mistakes.slice(0, 5).map(({ text, class: actual, predicted, probability }) => (
        <li key={text}>
          <span className="mistake-text first-lines">{text}</span>
          <span className="mistake-verdict">
            {words.mistake(classNames[predicted], probability, classNames[actual])}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Of two classes: the scores of class 1, with what they mean. */
function Scores({ report }: { report: TestReport }) {
  const name = report.classNames[1];
  const items: DescriptionItem[] = [
    { name: words.loss, term: 'loss', value: format.loss(report.loss) },
    {
      name: words.precision,
      term: 'precision',
      value: score(report.precision),
      note: words.precisionHelp(name),
    },
    { name: words.recall, term: 'recall', value: score(report.recall), note: words.recallHelp(name) },
    { name: words.f1, term: 'f1', value: score(report.f1), note: words.f1Help },
  ];
  return <DescriptionList shape="row" items={items} />;
}

/** Accuracy first, then where it is right and wrong, then its most confident errors. */
export function TestResult({ report, on }: TestResultProps) {
  const decision = useApp((state) => state.model.held?.summary.decision ?? null);
  return (
    <div className="test-result">
      <div className="test-figures">
        <dl className="headline">
          <dt>
            <Term name="accuracy">{words.accuracy}</Term>
          </dt>
          <dd>
            <span className="headline-value">{format.percent(report.accuracy)}</span>
            <span className="description-note">
              {words.margin(report.rows, standardError(report.accuracy, report.rows), report.interval)}
            </span>
            <span className="description-note">
              {t.test.on(report.rows, on)}. {words.majorityGets(report.majorityAccuracy)}
            </span>
            {decision && !hasEqualWeights(decision) && (
              <span className="description-note">{decided(decision, report.classNames)}</span>
            )}
            <span className="description-note">
              {report.excluded
                ? words.excluded(report.excluded.trained, report.excluded.validated)
                : words.earlier}
            </span>
          </dd>
        </dl>
        <Evidence report={report} />
      </div>
      <div className="test-figures">
        <Scroller label={words.confusion} className="confusion-room">
          <ConfusionTable matrix={report.confusion} classNames={report.classNames} />
        </Scroller>
        {report.classNames.length === 2 ? <Scores report={report} /> : <ClassScoresTable report={report} />}
      </div>
      <h3>{words.mistakes}</h3>
      <Mistakes report={report} />
      <LazyBoundary placeholder={<Skeleton className="tested-reviews-room" />}>
        <TestReviews />
      </LazyBoundary>
    </div>
  );
}
