import type { ReactNode } from 'react';

import type { LabId } from '../../../contract/labs.ts';
import { insideWords } from '../../i18n/inside.ts';
import {
  labRuns,
  keyOfChange,
  runBefore,
  watchesGradients,
  type LabRunId,
  type LabStep,
} from '../../state/labs/steps.ts';
import { useApp } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { RunCurves } from './RunCurves.tsx';

/** The run as it goes, and as it went. */
function OfRun({ run }: { run: LabRunId }) {
  const running = useApp((state) => state.labs.running);
  const runs = useApp((state) => state.labs.runs);
  const live = useApp((state) => state.run.epochs);
  const epochs = running === run ? live : runs[run];
  const before = runBefore(run);
  if (!epochs) return null;
  return (
    <RunCurves epochs={epochs} before={(before && runs[before]) ?? []} total={labRuns[run].settings.epochs} />
  );
}

/** The network that a lab trains on the workbench, while it trains. */
function OfTraining() {
  const isTraining = useApp((state) => isBusy(state.run));
  const epochs = useApp((state) => state.run.epochs);
  const total = useApp((state) => state.run.config?.epochs ?? 0);
  return isTraining && <RunCurves epochs={epochs} before={[]} total={total} />;
}

function OfMeasuring({ step }: { step: LabStep & { kind: 'measure' } }) {
  const measured = useApp((state) => state.labs.measured[keyOfChange(step.change)]);
  const isMeasuring = useApp((state) => state.insight.measuring);
  return (
    <p role="status" className="help">
      {isMeasuring ? insideWords.whatIf.measuring : measured && insideWords.whatIf.measured(measured)}
    </p>
  );
}

export interface StepResultProps {
  lab: LabId;
  step: LabStep;
  /** It is the last one that was done. */
  isLatest: boolean;
  /** Null: what the workbench shows stands beside the steps. */
  closeUp: ReactNode;
}

/** What a step has changed, where the reader is: on a phone the workbench is far below. */
export function StepResult({ lab, step, isLatest, closeUp }: StepResultProps) {
  switch (step.kind) {
    case 'run':
      return (
        <>
          {!watchesGradients(lab) && <OfRun run={step.run} />}
          {isLatest && closeUp}
        </>
      );
    case 'train':
      return isLatest && <OfTraining />;
    case 'measure':
      return isLatest && <OfMeasuring step={step} />;
    default:
      return isLatest && closeUp;
  }
}
