import { useId } from 'react';

import { unitsWords } from '../../i18n/units.ts';
import { useUnits } from '../../state/units/actions.ts';
import { useApp } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';

const words = unitsWords.same;

/** Words of the current text, of which some are chosen. */
export function WordChoice({ isAsking }: { isAsking: boolean }) {
  const units = useUnits();
  const answer = useApp((state) => state.attempt.answer);
  const chosen = useApp((state) => state.units.words);
  const id = useId();
  const tokens = answer?.prediction.tokens.filter(({ used }) => used) ?? [];
  return (
    <section className="stack" aria-labelledby={id}>
      <h3 id={id}>{words.title}</h3>
      <p className="help">{words.lead}</p>
      {tokens.length === 0 && <p className="quiet-line">{words.noWords}</p>}
      {tokens.length > 0 && (
        <>
          <div className="units-words" role="group" aria-label={words.words}>
            {tokens.map(({ token }, word) => (
              <button
                key={word}
                type="button"
                className="units-word"
                dir="auto"
                aria-pressed={chosen.includes(word)}
                onClick={() => units.toggleWord(word)}
              >
                {token}
              </button>
            ))}
          </div>
          <div>
            <Action isDisabled={isAsking || chosen.length === 0} onPress={() => void units.findSame()}>
              {words.find}
            </Action>
          </div>
        </>
      )}
    </section>
  );
}
