import { useId } from 'react';

import type { LabId } from '../../../contract/labs.ts';
import { labWords as words, type LabWords } from '../../i18n/labs.ts';
import { useLabs } from '../../state/labs/actions.ts';

export interface LabQuestionProps {
  lab: LabId;
  text: LabWords;
  /** The place of the answer that was chosen; null: none yet. */
  chosen: number | null;
}

/** What is asked before the steps: a guess, to be compared with what they show. */
export function LabQuestion({ lab, text, chosen }: LabQuestionProps) {
  const labs = useLabs();
  const id = useId();
  return (
    <section className="lab-part" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{words.question}</h3>
      <fieldset className="lab-answers">
        <legend>{text.question}</legend>
        {text.answers.map((answer, place) => (
          <label key={answer}>
            <input
              type="radio"
              name={id}
              checked={chosen === place}
              onChange={() => labs.choose(lab, place)}
            />
            {answer}
          </label>
        ))}
      </fieldset>
      <p role="status" className="help">
        {chosen !== null && words.chosen}
      </p>
    </section>
  );
}
