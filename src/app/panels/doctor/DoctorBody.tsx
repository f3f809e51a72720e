import type { Finding } from '../../../workers/protocol.ts';
import { doctorWords as words } from '../../i18n/doctor.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import { awaitsColumns, isBusy } from '../../state/store.ts';
import './doctor.css';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Baselines } from './Baselines.tsx';
import { Findings } from './Findings.tsx';
import { Charts } from './Charts.tsx';
import { RowsUsed } from './RowsUsed.tsx';

function bySeverity(findings: readonly Finding[]): Record<Finding['severity'], number> {
  const found = { problem: 0, warning: 0, note: 0 };
  for (const { severity } of findings) found[severity] += 1;
  return found;
}

/** One line of fixed height: how far the check is, or what has come of it. */
function Status() {
  const { doctor } = useChecking();
  const { progress, report, isOld, cancelled, problem } = useApp((state) => state.doctor);
  const busy = useApp((state) => isBusy(state.run));
  const hasData = useApp((state) => state.data.loaded !== null);
  const measuring = useApp((state) => state.backend.checking);
  const needsColumns = useApp((state) => awaitsColumns(state.data));

  if (needsColumns)
    return (
      <div className="doctor-status">
        <p className="quiet-line" role="status">
          {words.needsColumns}
        </p>
      </div>
    );
  if (progress) {
    return (
      <div className="doctor-status">
        <p className="quiet-line">{words.checking(progress.phase, progress.share)}</p>
        <progress aria-label={words.progress} value={progress.share ?? undefined} />
        <Action kind="quiet" onPress={doctor.cancel}>
          {words.cancel}
        </Action>
      </div>
    );
  }
  const waits = isOld || report === null;
  const sentences = [
    hasData ? '' : words.noData,
    cancelled ? words.cancelled : '',
    hasData && waits && busy ? words.training : '',
    hasData && !busy && waits && measuring && !cancelled && problem === null ? words.measuring : '',
    report && !isOld && !cancelled ? words.checked(report.rowsUsed, bySeverity(report.findings)) : '',
    report && isOld && !busy ? words.old : '',
  ];
  return (
    <div className="doctor-status">
      <p className="quiet-line" role="status">
        {sentences.filter(Boolean).join(' ')}
      </p>
      {hasData && !busy && (cancelled || problem !== null) && (
        <Action kind="quiet" onPress={() => void doctor.examine()}>
          {words.again}
        </Action>
      )}
    </div>
  );
}

/** What the data is like, what is wrong with it, and the baselines. */
export function DoctorBody() {
  useChecking();
  const { report, isOld, problem, progress } = useApp((state) => state.doctor);
  const needsColumns = useApp((state) => awaitsColumns(state.data));
  const waits = useApp(({ data }) => data.loaded === null && data.loading === null) || needsColumns;
  return (
    <div className={waits ? 'doctor-body doctor-without' : 'doctor-body'} aria-busy={progress !== null}>
      <Status />
      {problem && <Notice kind="problem">{problem}</Notice>}
      {report && !needsColumns && (
        <div className={isOld ? 'doctor-report doctor-old' : 'doctor-report'}>
          <Baselines report={report} />
          <RowsUsed report={report} />
          <Findings findings={report.findings} />
          <Charts report={report} />
        </div>
      )}
    </div>
  );
}
