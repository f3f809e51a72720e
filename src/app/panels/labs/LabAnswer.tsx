import { useId } from 'react';

import type { LabId } from '../../../contract/labs.ts';
import { labWords as words, type LabWords } from '../../i18n/labs.ts';
import { useLabs } from '../../state/labs/actions.ts';
import { looksInside } from '../../state/labs/steps.ts';
import type { LabProgress } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { LabRunFigures } from './LabRunFigures.tsx';
import { MeasuredChanges } from './MeasuredChanges.tsx';

export interface LabAnswerProps {
  lab: LabId;
  text: LabWords;
  progress: LabProgress;
  /** Steps that are not done yet. */
  left: number;
}

/** What was measured, and, once it is asked for, the answer to the question with what it means. */
export function LabAnswer({ lab, text, progress: { chosen, isRevealed }, left }: LabAnswerProps) {
  const labs = useLabs();
  const id = useId();
  const hasChosen = chosen !== null;
  const canReveal = hasChosen && left <= 0;
  return (
    <section className="lab-part" aria-labelledby={id}>
      <h3 id={id}>{words.answer}</h3>
      {looksInside(lab) ? <MeasuredChanges /> : <LabRunFigures lab={lab} />}
      {!isRevealed && (
        <div className="actions">
          <Action kind="main" isDisabled={!canReveal} onPress={() => labs.reveal(lab)}>
            {words.reveal}
          </Action>
          <span className="help">{words.notYet(left, hasChosen)}</span>
        </div>
      )}
      <div role="status" className="lab-after">
        {isRevealed && (
          <>
            <p className="lab-verdict">{words.verdict(chosen === text.right, text.answers[text.right])}</p>
            {text.after.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </>
        )}
      </div>
    </section>
  );
}
