import { startTransition, useEffect, useState, type ReactNode } from 'react';

import { t } from '../../i18n/index.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { useApp } from '../../state/react.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Term } from '../../ui/Term.tsx';
import { Controls } from './Controls.tsx';
import { Progress } from './Progress.tsx';
import { TestLine } from './TestLine.tsx';
import './training.css';

const curves = lazyPart('panels/training/Curves.tsx', async () => (await import('./Curves.tsx')).Curves);
const Curves = lazyComponent(curves);
const EpochTable = lazyComponent(
  lazyPart('panels/training/EpochTable.tsx', async () => (await import('./EpochTable.tsx')).EpochTable),
);
const ContinueTraining = lazyComponent(
  lazyPart(
    'shared/ContinueTraining.tsx',
    async () => (await import('../../shared/ContinueTraining.tsx')).ContinueTraining,
  ),
);

/** The same two figures without their curves, for the time before there are any. */
function EmptyCurves() {
  const figures = [
    { title: t.training.lossFigure, term: 'loss', help: t.training.lossHelp },
    { title: t.training.accuracyFigure, term: 'accuracy', help: t.training.accuracyHelp },
  ] as const;
  return (
    <div className="curves">
      {figures.map(({ title, term, help }) => (
        <figure key={title} className="curve">
          <figcaption className="curve-title">
            <Term name={term}>{title}</Term>
          </figcaption>
          <p className="curve-room">{t.training.noCurves}</p>
          <p className="visually-hidden">{help}</p>
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

/** The table of epochs, below the curves, for who wants the numbers. */
function Epochs() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure title={t.training.epochs} isOpen={isOpen} onToggle={setOpen}>
      <LazyBoundary placeholder={null}>
        <EpochTable />
      </LazyBoundary>
    </Disclosure>
  );
}

/** More epochs for the network that is loaded. */
function MoreTraining() {
  const held = useApp((state) => state.model.held);
  if (!held) return null;
  return (
    <LazyBoundary placeholder={null}>
      <ContinueTraining held={held} />
    </LazyBoundary>
  );
}

export interface TrainingPanelProps {
  /** What the run button is asked for besides, beside the heading. */
  actions: ReactNode;
  /** More on that. */
  children: ReactNode;
  /** What stands below the curves. */
  foot?: ReactNode;
}

export function TrainingPanel({ actions, children, foot }: TrainingPanelProps) {
  const areHere = useEarlyCurves();
  const areNeeded = useApp((state) => state.run.config !== null);
  return (
    <Panel name="training" title={t.training.title} actions={actions}>
      {children}
      <Controls />
      <Progress />
      {areHere || areNeeded ? (
        <LazyBoundary placeholder={<EmptyCurves />}>
          <Curves />
        </LazyBoundary>
      ) : (
        <EmptyCurves />
      )}
      <TestLine />
      {foot}
      <div className="training-foot">
        <Epochs />
        <MoreTraining />
      </div>
    </Panel>
  );
}
