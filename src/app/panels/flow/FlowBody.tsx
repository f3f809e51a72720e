import type { Cell, EpochInside } from '../../../workers/protocol.ts';
import { flowWords as words } from '../../i18n/flow.ts';
import { useFlow } from '../../state/flow/actions.ts';
import { useApp } from '../../state/react.ts';
import { isBusy, type FlowState } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Gradients } from './Gradients.tsx';
import { Readings } from './Readings.tsx';
import { cells } from './shares.ts';
import './flow.css';

/** The text as the run that is shown reads it; where nothing is known of that, another. */
function readingsOf(runs: FlowState['runs'], shown: Cell): EpochInside[] {
  const all = [shown, ...cells].map((cell) => runs[cell] ?? []);
  const epochs = all.find((run) => run.some(({ reading }) => reading !== null)) ?? [];
  const text = epochs.findLast(({ reading }) => reading !== null)?.reading?.text;
  return epochs.filter(({ reading }) => reading?.text === text && reading !== null);
}

/** What was seen after each epoch: how far back the gradient reaches, and how the text is read. */
export function FlowBody() {
  const actions = useFlow();
  const runs = useApp((state) => state.flow.runs);
  const config = useApp((state) => state.run.config);
  const isTraining = useApp((state) => isBusy(state.run));
  const hasFlow = Object.values(runs).some((run) => run.some(({ flow }) => flow !== null));
  return (
    <div className="flow-body">
      <p className="help">{words.lead}</p>
      {!hasFlow && <p className="quiet-line">{words.waiting}</p>}
      {hasFlow && (
        <>
          <Gradients />
          {config?.cell !== 'simple-rnn' && (
            <div className="actions">
              <Action isDisabled={isTraining} onPress={() => actions.trainSimpleRnn()}>
                {words.flow.train}
              </Action>
              <span className="help">{isTraining ? words.flow.busy : words.flow.trainHelp}</span>
            </div>
          )}
        </>
      )}
      <Readings epochs={readingsOf(runs, config?.cell ?? 'lstm')} />
    </div>
  );
}
