import { say, t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { useApp } from '../../state/react.ts';
import { isBusy, type AppState } from '../../state/store.ts';
import { ViewLink } from '../../ui/ViewLink.tsx';

/** Whose test it is, where it is not that of the run in the curves. */
function ofWhich({ run, model }: AppState): string | null {
  if (isBusy(run)) return t.test.earlier;
  return run.config && model.held?.config !== run.config ? t.test.notOfCurves : null;
}

/** What the test came to, in one line; the rest stands in the view that it leads to. */
export function TestLine() {
  const { report, running, on } = useApp((state) => state.test);
  const whose = useApp(ofWhich);
  if (running) return <p className="test-line quiet-line">{t.test.running}</p>;
  if (!report) return <p className="test-line quiet-line">{t.test.waiting}</p>;
  return (
    <p className="test-line">
      <strong className="test-figure">{format.percent(report.accuracy)}</strong>
      <span>
        {whose && <strong>{whose}</strong>} {t.test.on(report.rows, on ?? '')}.{' '}
        {report.verdict && say(report.verdict)} <ViewLink view="understand">{t.test.details}</ViewLink>
      </span>
    </p>
  );
}
