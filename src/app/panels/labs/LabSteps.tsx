import { useId } from 'react';

import { labWords as words, type LabWords } from '../../i18n/labs.ts';
import { useLabs } from '../../state/labs/actions.ts';
import type { LabStep } from '../../state/labs/steps.ts';
import { useApp } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';

export interface LabStepsProps {
  steps: readonly LabStep[];
  text: LabWords;
  /** How many of them are done. */
  done: number;
}

/** The steps, each with a button that does it on the workbench; one that is done says what to look at. */
export function LabSteps({ steps, text, done }: LabStepsProps) {
  const labs = useLabs();
  const id = useId();
  const isTraining = useApp((state) => isBusy(state.run));
  const hasModel = useApp((state) => state.model.held !== null);
  const hasData = useApp((state) => state.data.loaded !== null);
  return (
    <section className="lab-part" aria-labelledby={id}>
      <h3 id={id}>{words.steps}</h3>
      <ol className="lab-steps">
        {steps.map((step, place) => {
          const { does, button, look } = text.steps[place];
          const state = place < done ? 'done' : place === done ? 'current' : 'later';
          return (
            <li key={button} className={`lab-step lab-step-${state}`}>
              <p>
                {does} {step.kind === 'train' && hasModel && words.replaces}
              </p>
              <div className="lab-step-do">
                <Action
                  kind={state === 'current' ? 'main' : 'plain'}
                  isDisabled={state === 'later' || isTraining || !hasData}
                  onPress={() => labs.act(step)}
                >
                  {button}
                </Action>
                <span className="lab-step-state">{words.state[state]}</span>
              </div>
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
