import type { StepProfile as Report } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { profileWords } from '../../i18n/profile.ts';
import { useApp, useController, useSettings } from '../../state/react.ts';
import { busyStatus } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { NumberTable } from '../../ui/NumberTable.tsx';
import './StepProfile.css';

const words = profileWords;

type Phase = Report['phases'][number];

/** The phases side by side. The table below says the same, so a screen reader hears only the sum here. */
function PhaseBar({ phases, total }: { phases: Phase[]; total: number }) {
  return (
    <div className="phase-bar" role="img" aria-label={words.bar(total)}>
      {phases.map(({ name, milliseconds }) => (
        <span key={name} className={`phase-${name}`} style={{ flexGrow: milliseconds / (total || 1) }} />
      ))}
    </div>
  );
}

function PhaseTable({ report, total }: { report: Report; total: number }) {
  const { backend, rows, length, phases, stepMilliseconds } = report;
  return (
    <NumberTable
      caption={words.caption(t.training.backendNames[backend], rows, length)}
      columns={[words.phase, words.time, words.share]}
      rows={[
        ...phases.map(({ name, milliseconds }) => [
          <>
            <span className={`phase-sign phase-${name}`} aria-hidden="true" />
            {words.phases[name]}
          </>,
          words.milliseconds(milliseconds),
          words.ofAll(milliseconds / (total || 1)),
        ]),
        [words.whole, words.milliseconds(stepMilliseconds), ''],
      ]}
    />
  );
}

function KernelTable({ kernels }: { kernels: NonNullable<Report['kernels']> }) {
  return (
    <NumberTable
      caption={words.kernels}
      columns={[words.kernel, words.calls, words.time]}
      rows={kernels.map(({ name, calls, milliseconds }) => [
        name,
        words.count(calls),
        words.milliseconds(milliseconds),
      ])}
    />
  );
}

function Result({ report, isOld }: { report: Report; isOld: boolean }) {
  const total = report.phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return (
    <div className={isOld ? 'profile-result stale' : 'profile-result'}>
      <PhaseBar phases={report.phases} total={total} />
      <PhaseTable report={report} total={total} />
      <p className="quiet-line">{words.memory(report.bytesHeld, report.tensors)}</p>
      {isOld && <p className="quiet-line">{words.old}</p>}
      {report.kernels && report.kernels.length > 0 && <KernelTable kernels={report.kernels} />}
    </div>
  );
}

/** Why a step can't be measured now, or what measuring will tell. */
function useHint(): { hint: string; isReady: boolean } {
  const { config } = useSettings();
  const status = useApp((state) => busyStatus(state.run));
  const hasData = useApp((state) => state.data.loaded !== null);
  const running = useApp((state) => state.profile.running);
  if (status) return { hint: words.busy(status), isReady: false };
  if (!hasData) return { hint: words.noData, isReady: false };
  if (!config) return { hint: words.settingsWrong, isReady: false };
  return running ? { hint: words.running, isReady: false } : { hint: words.hint, isReady: true };
}

/** Where the time of a training step goes, measured when somebody asks. */
export function StepProfile() {
  const { profile } = useController();
  const { report, problem, of } = useApp((state) => state.profile);
  const draft = useApp((state) => state.draft);
  const { hint, isReady } = useHint();
  return (
    <div className="profile">
      <Action isDisabled={!isReady} describedBy="profile-hint" onPress={() => void profile.measure()}>
        {words.button}
      </Action>
      <p className="quiet-line" id="profile-hint" role="status">
        {hint}
      </p>
      {problem && <Notice kind="problem">{problem}</Notice>}
      {report && <Result report={report} isOld={of !== draft} />}
    </div>
  );
}
