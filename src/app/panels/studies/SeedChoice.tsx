import { useId } from 'react';

import { studyWords } from '../../i18n/studies.ts';
import { useApp } from '../../state/react.ts';
import { isBusy, seedCounts } from '../../state/store.ts';
import { useStudies } from '../../state/studies/studies.ts';
import { Action } from '../../ui/Action.tsx';
import './studies.css';

const words = studyWords.choice;

/** How many seeds: the usual numbers, one press away. */
function Seeds() {
  const studies = useStudies();
  const name = useId();
  const { seeds, folds } = useApp((state) => state.studies.form);
  const isDisabled = useApp((state) => isBusy(state.run));
  return (
    <fieldset className="study-seeds" disabled={isDisabled}>
      <legend className="visually-hidden">{words.seeds}</legend>
      <span className="study-legend" aria-hidden="true">
        {words.seeds}
      </span>
      {seedCounts.map((count) => (
        <label key={count}>
          <input
            type="radio"
            name={name}
            checked={folds === null && seeds === count}
            onChange={() => studies.setForm({ seeds: count, folds: null })}
          />
          {count}
        </label>
      ))}
    </fieldset>
  );
}

/** Several runs instead of one: seeds one press away, and what opens the rest. */
export function SeedChoice() {
  const studies = useStudies();
  const isSweeping = useApp((state) => state.studies.isSweeping);
  return (
    <div className="study-choice">
      <Seeds />
      <Action
        kind="quiet"
        isExpanded={isSweeping}
        controls="study-sweep"
        onPress={() => studies.setSweeping(!isSweeping)}
      >
        {words.sweep}
      </Action>
    </div>
  );
}
