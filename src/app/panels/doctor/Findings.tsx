import { useId, useRef } from 'react';

import { severities } from '../../../contract/findings.ts';
import type { Finding } from '../../../workers/protocol.ts';
import { doctorWords as words, fixLabel, reviewWords, sayFinding } from '../../i18n/doctor.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import { busyStatus } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';

/** A filled square, a triangle, a ring: told apart by shape and by the word beside it. */
function Sign({ severity }: { severity: Finding['severity'] }) {
  return (
    <svg className="finding-sign" viewBox="0 0 16 16" aria-hidden="true">
      {severity === 'problem' && <rect x="1.5" y="1.5" width="13" height="13" rx="1" />}
      {severity === 'warning' && <path d="M8 1.5L15 14.5H1Z" />}
      {severity === 'note' && <circle cx="8" cy="8" r="6.5" />}
      {severity === 'note' ? <path d="M8 7.5V11.5M8 4.5V5" /> : <path d="M8 5.5V9.5M8 11.7V12" />}
    </svg>
  );
}

interface FindingViewProps {
  finding: Finding;
  busyId: string | undefined;
  /** Its button goes away when the data is fixed. */
  onFix: () => void;
}

function FindingView({ finding, busyId, onFix }: FindingViewProps) {
  const { doctor, reviews } = useChecking();
  const tokens = useApp((state) => state.doctor.report?.tokens ?? 'words');
  const isSample = useApp((state) => state.data.loaded?.source.kind === 'sample');
  const { id, severity, message, effect, hasRows } = finding;
  // A sample is read as its authors made it; what can change are the settings.
  const fixes = finding.fixes.filter(({ kind }) => kind === 'settings' || !isSample);
  return (
    <li className={`finding finding-${severity}`}>
      <span className="finding-severity">
        <Sign severity={severity} />
        {words.severity[severity]}
      </span>
      <div className="finding-said">
        <p>{sayFinding(message)}</p>
        <p className="finding-effect">{sayFinding(effect)}</p>
      </div>
      {(hasRows || fixes.length > 0) && (
        <div className="finding-actions">
          {fixes.map((fix) => (
            <Action
              key={fixLabel(fix, tokens)}
              isDisabled={busyId !== undefined}
              describedBy={busyId}
              onPress={() => {
                onFix();
                void doctor.fix(fix);
              }}
            >
              {fixLabel(fix, tokens)}
            </Action>
          ))}
          {hasRows && (
            <Action kind="quiet" onPress={() => reviews.show({ finding: id })}>
              {words.showRows}
              <span className="visually-hidden">{words.rowsOf(reviewWords.findings[id])}</span>
            </Action>
          )}
        </div>
      )}
    </li>
  );
}

/** The gravest first, each with what can be done about it. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const status = useApp((state) => busyStatus(state.run));
  const busyId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const sorted = severities.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  const canFix = findings.some(({ fixes }) => fixes.length > 0);
  return (
    <section className="findings">
      <h3 ref={heading} tabIndex={-1}>
        {words.findings}
      </h3>
      {sorted.length === 0 && <p className="findings-none">{words.noFindings}</p>}
      {canFix && (
        <p className="help findings-busy" id={busyId}>
          {status && words.fixBusy(status)}
        </p>
      )}
      <ul>
        {sorted.map((finding) => (
          <FindingView
            key={finding.id}
            finding={finding}
            busyId={status ? busyId : undefined}
            onFix={() => heading.current?.focus({ preventScroll: true })}
          />
        ))}
      </ul>
    </section>
  );
}
