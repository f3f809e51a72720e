import { useId, useState, type ReactNode } from 'react';

import type { LabId } from '../../../contract/labs.ts';
import { labWords as words, type LabWords } from '../../i18n/labs.ts';
import { useLabs } from '../../state/labs/actions.ts';
import type { LabStep } from '../../state/labs/steps.ts';
import { useApp } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { StepResult } from './StepResult.tsx';

export interface LabStepsProps {
  lab: LabId;
  steps: readonly LabStep[];
  text: LabWords;
  /** How many of them are done. */
  done: number;
  /** What the workbench shows of the last step, where that does not stand beside the steps. */
  closeUp: ReactNode;
}

/** A lab looks into a network that is not there any more, such as after a reload. */
function useIsGone(steps: readonly LabStep[], done: number): boolean {
  const hasLstm = useApp(({ model, run }) => model.held?.config.cell === 'lstm' || isBusy(run));
  return done > 0 && !hasLstm && steps.some(({ kind }) => kind === 'train');
}

/** The steps, each with a button that does it on the workbench; one that is done says what to look at. */
export function LabSteps({ lab, steps, text, done, closeUp }: LabStepsProps) {
  const labs = useLabs();
  const id = useId();
  const isTraining = useApp((state) => isBusy(state.run));
  const hasModel = useApp((state) => state.model.held !== null);
  const hasData = useApp((state) => state.data.loaded !== null);
  const isGone = useIsGone(steps, done);
  const [acted, setActed] = useState<number | null>(null);
  const next = isGone ? 0 : done;
  const latest = Math.min(acted ?? done - 1, done);
  return (
    <section className="lab-part" aria-labelledby={id}>
      <h3 id={id}>{words.steps}</h3>
      {isGone && <p>{words.gone}</p>}
      <ol className="lab-steps">
        {steps.map((step, place) => {
          const { does, button, look } = text.steps[place];
          const state = place < next ? 'done' : place === next ? 'current' : 'later';
          return (
            <li key={button} className={`lab-step lab-step-${state}`}>
              <p>
                {does} {step.kind === 'train' && hasModel && words.replaces}
              </p>
              <div className="actions">
                <Action
                  kind={state === 'current' ? 'main' : 'plain'}
                  isDisabled={state === 'later' || isTraining || !hasData}
                  onPress={() => {
                    setActed(place);
                    labs.act(step);
                  }}
                >
                  {button}
                </Action>
                <span className="lab-step-state">
                  {words.state[isTraining && place === latest ? 'busy' : state]}
                </span>
              </div>
              <StepResult lab={lab} step={step} isLatest={place === latest} closeUp={closeUp} />
              {state === 'done' && <p className="lab-look">{look}</p>}
            </li>
          );
        })}
      </ol>
      <p role="status" className="help">
        {isTraining && words.busy}
      </p>
    </section>
  );
}
