import { flowWords as words } from '../../i18n/flow.ts';
import { useApp } from '../../state/react.ts';
import type { FlowState } from '../../state/store.ts';
import { FlowPlot } from './FlowPlot.tsx';
import { cells, type FlowLine } from './shares.ts';
import './flow.css';

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

/** How far back the gradient reaches, of each run that was looked at; nothing before the first epoch. */
export function Gradients() {
  const runs = useApp((state) => state.flow.runs);
  const config = useApp((state) => state.run.config);
  const lines = linesOf(runs);
  const reviews = Object.values(runs)
    .flat()
    .findLast(({ flow }) => flow !== null)?.flow?.reviews;
  if (lines.length === 0) return null;
  return (
    <>
      <FlowPlot lines={lines} />
      <p className="help">
        {words.flow.meaning} {reviews !== undefined && words.flow.reviews(reviews)}{' '}
        {config && config.pooling !== 'last' && words.flow.pooled}
      </p>
    </>
  );
}
