import type { Cell, EpochInside } from '../../../workers/protocol.ts';
import { flowWords as words } from '../../i18n/flow.ts';
import { useFlow } from '../../state/flow/actions.ts';
import { useApp } from '../../state/react.ts';
import { isBusy, type FlowState } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { FlowPlot } from './FlowPlot.tsx';
import { Readings } from './Readings.tsx';
import type { FlowLine } from './shares.ts';
import './flow.css';

/** In the order in which they are drawn. */
const cells: readonly Cell[] = ['simple-rnn', 'gru', 'lstm'];

/** Each run's epochs, and the network before any training. */
function linesOf(runs: FlowState['runs']): FlowLine[] {
  const trained = cells.flatMap((cell) => {
    const epochs = (runs[cell] ?? []).filter((inside) => inside.flow !== null);
    return epochs.map(({ epoch, flow }, at) => ({
      key: `${cell} ${epoch}`,
      name: words.flow.trained(cell, epoch),
      kind: cell === 'simple-rnn' ? ('simple' as const) : ('gated' as const),
      isLast: at === epochs.length - 1,
      norms: flow?.norms ?? [],
    }));
  });
  const before = cells.flatMap((cell) => runs[cell] ?? []).findLast(({ untrained }) => untrained !== null);
  const norms = before?.untrained?.norms;
  if (!norms) return trained;
  return [
    { key: 'untrained', name: words.flow.untrained, kind: 'untrained', isLast: true, norms },
    ...trained,
  ];
}

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
  const lines = linesOf(runs);
  const reviews = Object.values(runs)
    .flat()
    .findLast(({ flow }) => flow !== null)?.flow?.reviews;
  return (
    <div className="flow-body">
      <p className="help">{words.lead}</p>
      {lines.length === 0 && <p className="quiet-line">{words.waiting}</p>}
      {lines.length > 0 && (
        <>
          <FlowPlot lines={lines} />
          <p className="help">
            {words.flow.meaning} {reviews !== undefined && words.flow.reviews(reviews)}{' '}
            {config && config.pooling !== 'last' && words.flow.pooled}
          </p>
          {config?.cell !== 'simple-rnn' && (
            <div className="flow-train">
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
