import { useEffect } from 'react';

import { isDefaultDecision } from '../../../workers/protocol.ts';
import { decideWords as words } from '../../i18n/decide.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { Calibration } from './Calibration.tsx';
import { Curves } from './Curves.tsx';
import { ThresholdChoice } from './ThresholdChoice.tsx';
import './decide.css';

/** Curves, threshold and calibration of the loaded network, once they are asked for. */
export function DecideBody() {
  const { decisions } = useChecking();
  const { report, weights, confusion, computing, storing, problem } = useApp((state) => state.decisions);
  const isReady = useApp((state) => state.model.held !== null && state.data.loaded !== null);
  const busy = useApp((state) => isBusy(state.run) || state.data.loading !== null || state.test.running);
  useEffect(() => decisions.watch(), [decisions]);
  if (!isReady) return <p className="waiting">{words.waiting}</p>;
  const isBlocked = busy || computing || storing;
  return (
    <div className="decide-body" aria-busy={computing || storing}>
      {problem && <Notice kind="problem">{problem}</Notice>}
      {!report && (
        <Action isDisabled={isBlocked} onPress={() => void decisions.compute()}>
          {computing ? words.computing : words.compute}
        </Action>
      )}
      {report && (
        <>
          <Select
            label={words.shown}
            value={String(report.shown)}
            options={report.classNames.map((name, id) => ({ value: String(id), label: name }))}
            isDisabled={isBlocked}
            onChange={(value) => void decisions.compute(Number(value))}
          />
          <ThresholdChoice
            report={report}
            weights={weights ?? report.decision.weights}
            confusion={confusion}
            isBlocked={isBlocked}
          />
          <Curves report={report} confusion={confusion} />
          <Calibration report={report} isBlocked={isBlocked} />
          <div className="actions">
            <Action
              isDisabled={isBlocked || isDefaultDecision(report.decision)}
              describedBy="decide-reset"
              onPress={() => void decisions.reset()}
            >
              {words.reset}
            </Action>
            <p className="help" id="decide-reset">
              {words.resetHelp}
            </p>
          </div>
        </>
      )}
    </div>
  );
}
