import { lazy } from 'react';

import { t } from '../../i18n/index.ts';
import { useApp } from '../../state/react.ts';
import { Later } from '../../ui/Later.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { BackendChoice } from './BackendChoice.tsx';
import { Controls } from './Controls.tsx';
import { EpochTable } from './EpochTable.tsx';
import { Progress } from './Progress.tsx';

const Curves = lazy(async () => ({ default: (await import('./Curves.tsx')).Curves }));

/** The same two figures without their curves, for the time before there are any. */
function EmptyCurves() {
  return (
    <div className="curves">
      {[t.training.lossFigure, t.training.accuracyFigure].map((title) => (
        <figure key={title} className="curve">
          <figcaption className="curve-title">{title}</figcaption>
          <p className="curve-room">{t.training.noCurves}</p>
        </figure>
      ))}
    </div>
  );
}

export function TrainingPanel() {
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
