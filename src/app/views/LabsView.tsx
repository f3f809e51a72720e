import type { LabId } from '../../contract/labs.ts';
import { insideWords } from '../i18n/inside.ts';
import { labWords } from '../i18n/labs.ts';
import { FlowBody } from '../panels/flow/FlowBody.tsx';
import { Gradients } from '../panels/flow/Gradients.tsx';
import { InsidePanel } from '../panels/inside/InsidePanel.tsx';
import { Verdict } from '../panels/inside/Verdict.tsx';
import { LabPanel } from '../panels/labs/LabPanel.tsx';
import { LabsList } from '../panels/labs/LabsList.tsx';
import { TrainingPanel } from '../panels/training/TrainingPanel.tsx';
import { hasLstm, looksInside, watchesGradients } from '../state/labs/steps.ts';
import { useApp } from '../state/react.ts';
import { Action } from '../ui/Action.tsx';
import { goTo } from '../ui/focus.ts';
import { useIsWide } from '../ui/media.ts';

/** The part of the workbench that a lab acts on. */
function Workbench({ lab, isInside }: { lab: LabId; isInside: boolean }) {
  if (isInside) return <InsidePanel />;
  return <TrainingPanel actions={null}>{watchesGradients(lab) && <FlowBody />}</TrainingPanel>;
}

/** What the workbench shows, for where it stands below the steps. */
function CloseUp({ lab, isInside }: { lab: LabId; isInside: boolean }) {
  if (watchesGradients(lab)) return <Gradients />;
  return (
    isInside && (
      <>
        <Verdict />
        <div>
          <Action kind="quiet" onPress={() => goTo('.panel-inside')}>
            {labWords.below(insideWords.title)}
          </Action>
        </div>
      </>
    )
  );
}

/** One of the labs beside what it acts on, or above it. */
function OpenLab({ lab }: { lab: LabId }) {
  const isWide = useIsWide();
  const isInside = useApp(hasLstm) && looksInside(lab);
  return (
    <>
      <LabPanel lab={lab} closeUp={isWide ? null : <CloseUp lab={lab} isInside={isInside} />} />
      <Workbench lab={lab} isInside={isInside} />
    </>
  );
}

/** The list of labs, or one of them. */
export function LabsView() {
  const lab = useApp((state) => state.labs.open);
  return lab ? <OpenLab key={lab} lab={lab} /> : <LabsList />;
}
