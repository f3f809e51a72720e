import { lazy, useEffect } from 'react';

import { t } from '../../i18n/index.ts';
import { useApp } from '../../state/react.ts';
import { Later } from '../../ui/Later.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { BackendChoice } from './BackendChoice.tsx';
import { Controls } from './Controls.tsx';
import { EpochTable } from './EpochTable.tsx';
import { Progress } from './Progress.tsx';

const loadCurves = () => import('./Curves.tsx');
const Curves = lazy(async () => ({ default: (await loadCurves()).Curves }));

/** The same two figures without their curves, for the time before there are any. */
function EmptyCurves() {
  const figures = [
    { title: t.training.lossFigure, help: t.training.lossHelp },
    { title: t.training.accuracyFigure, help: t.training.accuracyHelp },
  ];
  return (
    <div className="curves">
      {figures.map(({ title, help }) => (
        <figure key={title} className="curve">
          <figcaption className="curve-title">{title}</figcaption>
          <p className="curve-room">{t.training.noCurves}</p>
          <p className="help">{help}</p>
        </figure>
      ))}
    </div>
  );
}

/** Fetches the charts when the page has come to rest, so that the first step does not wait for them. */
function useEarlyCurves(): void {
  useEffect(() => {
    // What can't be fetched now is fetched again, and reported, when it is needed.
    const fetchThem = () => void loadCurves().catch(() => undefined);
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(fetchThem, 2_000);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(fetchThem, { timeout: 5_000 });
    return () => cancelIdleCallback(idle);
  }, []);
}

export function TrainingPanel() {
  useEarlyCurves();
  const hasCurves = useApp((state) => state.run.config !== null);
  return (
    <Panel step={3} name="training" title={t.training.title} lead={t.training.lead}>
      <div className="training-top">
        <BackendChoice />
        <Controls />
      </div>
      <Progress />
      {hasCurves ? (
        <Later placeholder={<EmptyCurves />}>
          <Curves />
        </Later>
      ) : (
        <EmptyCurves />
      )}
      <EpochTable />
    </Panel>
  );
}
