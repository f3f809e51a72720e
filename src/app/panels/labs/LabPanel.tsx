import { useEffect, type ReactNode } from 'react';

import type { LabId } from '../../../contract/labs.ts';
import { labWords as words } from '../../i18n/labs.ts';
import { useLabs } from '../../state/labs/actions.ts';
import { labSteps } from '../../state/labs/steps.ts';
import { useApp } from '../../state/react.ts';
import { progressOfLab } from '../../state/store.ts';
import { hashOf } from '../../state/view/slice.ts';
import { Action } from '../../ui/Action.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LabAnswer } from './LabAnswer.tsx';
import { LabQuestion } from './LabQuestion.tsx';
import { LabSteps } from './LabSteps.tsx';
import './labs.css';

/** The user's own settings wait while the lab's are in the form. */
function OwnSettings() {
  const labs = useLabs();
  const isSaved = useApp((state) => state.labs.own !== null);
  if (!isSaved) return null;
  return (
    <div className="actions lab-own">
      <p>{words.own}</p>
      <Action onPress={() => labs.bringBack()}>{words.bringBack}</Action>
    </div>
  );
}

export interface LabPanelProps {
  lab: LabId;
  /** What the workbench shows of the last step, where that does not stand beside the steps. */
  closeUp: ReactNode;
}

/** A lab: a text with a question, steps that act on the workbench, and the answer. */
export function LabPanel({ lab, closeUp }: LabPanelProps) {
  const labs = useLabs();
  const data = useApp((state) => state.data.loaded?.summary.name ?? null);
  const progress = useApp((state) => progressOfLab(state.labs, lab));
  const text = words.labs[lab];
  const steps = labSteps[lab];
  useEffect(() => labs.watch(), [labs]);
  return (
    <Panel name="lab" title={text.title} lead={text.lead} actions={<a href={hashOf('labs')}>{words.all}</a>}>
      <OwnSettings />
      {text.before.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p className="help">{data ? words.data(data) : words.noData}</p>
      <LabQuestion lab={lab} text={text} chosen={progress.chosen} />
      <LabSteps lab={lab} steps={steps} text={text} done={progress.done} closeUp={closeUp} />
      <LabAnswer lab={lab} text={text} progress={progress} left={steps.length - progress.done} />
      <div>
        <Action kind="quiet" onPress={() => labs.restart(lab)}>
          {words.restart}
        </Action>
      </div>
    </Panel>
  );
}
