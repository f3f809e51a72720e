import type { TestReport } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { testWords as words } from '../../i18n/test.ts';
import * as format from '../../i18n/format.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { DescriptionList } from '../../ui/DescriptionList.tsx';
import { LazyBoundary, lazyComponent } from '../../ui/LazyBoundary.tsx';
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

const score = (value: number | null) => (value === null ? t.test.undefinedScore : format.percent(value));

/** √(p(1−p)/n): how far the accuracy would stray if other reviews had been drawn for the test. */
function standardError(accuracy: number, rows: number): number {
  return Math.sqrt((accuracy * (1 - accuracy)) / Math.max(1, rows));
}

function Mistakes({ report }: { report: TestReport }) {
  const { mistakes, confusion } = report;
  if (mistakes.length === 0) {
    const wrong = confusion[0][1] + confusion[1][0];
    return <p className="help">{wrong === 0 ? t.test.noMistakes : t.test.noMistakesSaved}</p>;
  }
  return (
    <ol className="mistakes">
      {mistakes.slice(0, 5).map(({ text, class: actual, probability }) => {
        const confidence = actual === 1 ? 1 - probability : probability;
        return (
          <li key={text}>
            <span className="mistake-text">{text}</span>
            <span className="mistake-verdict">
              {t.test.mistake(actual === 1 ? 0 : 1, confidence, actual)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Accuracy first, then where it is right and wrong, then its most confident errors. */
export function TestResult({ report, on }: TestResultProps) {
  const scores = [
    { name: t.test.loss, value: format.loss(report.loss) },
    { name: t.test.precision, value: score(report.precision), note: t.test.precisionHelp },
    { name: t.test.recall, value: score(report.recall), note: t.test.recallHelp },
    { name: t.test.f1, value: score(report.f1), note: t.test.f1Help },
  ];
  return (
    <div className="test-result">
      <div className="test-figures">
        <dl className="headline">
          <dt>{t.test.accuracy}</dt>
          <dd>
            <span className="headline-value">{format.percent(report.accuracy)}</span>
            <span className="description-note">
              {words.margin(report.rows, standardError(report.accuracy, report.rows), report.interval)}
            </span>
            <span className="description-note">
              {t.test.on(report.rows, on)}. {t.test.majority(report.majorityAccuracy)}
            </span>
            <span className="description-note">
              {report.excluded
                ? t.test.excluded(report.excluded.trained, report.excluded.validated)
                : t.test.earlier}
            </span>
          </dd>
        </dl>
        <Evidence report={report} />
      </div>
      <div className="test-figures">
        <ConfusionTable matrix={report.confusion} classNames={report.classNames} />
        <DescriptionList shape="row" items={scores} />
      </div>
      <h3>{t.test.mistakes}</h3>
      <Mistakes report={report} />
      <LazyBoundary placeholder={<div className="tested-reviews-room" />}>
        <TestReviews />
      </LazyBoundary>
    </div>
  );
}
