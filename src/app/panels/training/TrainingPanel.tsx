import { startTransition, useEffect, useState } from 'react';

import { t } from '../../i18n/index.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { useApp } from '../../state/react.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { BackendChoice } from './BackendChoice.tsx';
import { Controls } from './Controls.tsx';
import { EpochTable } from './EpochTable.tsx';
import { Progress } from './Progress.tsx';
import './training.css';

const curves = lazyPart('panels/training/Curves.tsx', async () => (await import('./Curves.tsx')).Curves);
const Curves = lazyComponent(curves);

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

/**
 * The charts are fetched and set up when the page has come to rest, so that the first step does not wait
 * for them. @returns whether they are here
 */
function useEarlyCurves(): boolean {
  const [areHere, setHere] = useState(false);
  useEffect(() => {
    // What can't be fetched now is fetched again, and reported, when it is needed.
    const fetchThem = () =>
      void curves.early().then((isHere) => isHere && startTransition(() => setHere(true)));
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(fetchThem, 1_000);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(fetchThem, { timeout: 3_000 });
    return () => cancelIdleCallback(idle);
  }, []);
  return areHere;
}

export function TrainingPanel() {
  const areHere = useEarlyCurves();
  const areNeeded = useApp((state) => state.run.config !== null);
  return (
    <Panel step={5} name="training" title={t.training.title} lead={t.training.lead}>
      <div className="training-top">
        <BackendChoice />
        <Controls />
      </div>
      <Progress />
      {areHere || areNeeded ? (
        <LazyBoundary placeholder={<EmptyCurves />}>
          <Curves />
        </LazyBoundary>
      ) : (
        <EmptyCurves />
      )}
      <EpochTable />
    </Panel>
  );
}
