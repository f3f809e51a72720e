import { useState } from 'react';

import { threadObstacle } from '../../../platform.ts';
import type { BackendCandidate } from '../../../workers/protocol.ts';
import { say, t } from '../../i18n/index.ts';
import { choicesOf, settingTexts } from '../../i18n/settings.ts';
import { useApp, useController } from '../../state/react.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { isBusy } from '../../state/store.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const StepProfile = lazyComponent(
  lazyPart('panels/model/StepProfile.tsx', async () => (await import('./StepProfile.tsx')).StepProfile),
);

const choices = choicesOf('backend');
const words = t.training;

function Candidates({ candidates }: { candidates: BackendCandidate[] }) {
  return (
    <table className="candidates">
      <thead>
        <tr>
          <th scope="col">{words.candidate.name}</th>
          <th scope="col">{words.candidate.adapter}</th>
          <th scope="col" className="number">
            {words.candidate.speed}
          </th>
        </tr>
      </thead>
      <tbody>
        {candidates.map(({ name, adapter, millisecondsPerStep, problem, usable }) => (
          <tr key={name} className={usable ? undefined : 'unusable'}>
            <th scope="row">{words.backendNames[name]}</th>
            {problem === null ? (
              <>
                <td>{adapter ?? '–'}</td>
                <td className="number">
                  {millisecondsPerStep === null
                    ? words.candidate.ready
                    : words.candidate.milliseconds(millisecondsPerStep)}
                </td>
              </>
            ) : (
              <td colSpan={2}>{say(problem)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where pages of this server get no threads: why, and what helps. */
function OneThread() {
  const chosen = useApp((state) => state.backend.report?.chosen);
  const why = threadObstacle();
  if (chosen !== 'wasm' || why === null) return null;
  return <Notice kind="hint">{words.oneThread[why]}</Notice>;
}

/** The backend: the choice, what it came to, on which adapter, and why. */
export function BackendChoice() {
  const controller = useController();
  const value = useApp((state) => String(state.draft.backend));
  const { report, checking, problem } = useApp((state) => state.backend);
  const busy = useApp((state) => isBusy(state.run));
  const [isOpen, setOpen] = useState(false);

  return (
    <div className="backend">
      <Select
        label={settingTexts.backend.label}
        value={value}
        options={choices}
        isDisabled={busy}
        onChange={(next) => controller.settings.set('backend', next)}
      />
      <div className="backend-report" aria-live="polite">
        {problem && <Notice kind="problem">{problem}</Notice>}
        {!problem && checking && !report && <p className="quiet-line">{words.checking}</p>}
        {!problem && !checking && !report && <p className="quiet-line">{words.notChecked}</p>}
        {!problem && report && <p className={checking ? 'stale' : undefined}>{say(report.reason)}</p>}
      </div>
      <OneThread />
      {report && (
        <Disclosure title={words.candidates} isOpen={isOpen} onToggle={setOpen}>
          <Candidates candidates={report.candidates} />
        </Disclosure>
      )}
      <LazyBoundary placeholder={<Skeleton className="step-profile-room" />}>
        <StepProfile />
      </LazyBoundary>
    </div>
  );
}
