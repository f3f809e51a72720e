import type { LabId } from '../../contract/labs.ts';
import { FlowBody } from '../panels/flow/FlowBody.tsx';
import { InsidePanel } from '../panels/inside/InsidePanel.tsx';
import { LabPanel } from '../panels/labs/LabPanel.tsx';
import { LabsList } from '../panels/labs/LabsList.tsx';
import { TrainingPanel } from '../panels/training/TrainingPanel.tsx';
import { hasLstm, looksInside } from '../state/labs/steps.ts';
import { useApp } from '../state/react.ts';

/** The part of the workbench that a lab acts on. */
function Workbench({ lab }: { lab: LabId }) {
  const canLookInside = useApp(hasLstm) && looksInside(lab);
  if (canLookInside) return <InsidePanel />;
  return <TrainingPanel actions={null}>{lab === 'simple-rnn' && <FlowBody />}</TrainingPanel>;
}

/** The list of labs, or one of them beside what it acts on. */
export function LabsView() {
  const lab = useApp((state) => state.labs.open);
  if (!lab) return <LabsList />;
  return (
    <>
      <LabPanel key={lab} lab={lab} />
      <Workbench lab={lab} />
    </>
  );
}
