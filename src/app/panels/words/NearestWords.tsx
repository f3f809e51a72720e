import { useId } from 'react';

import { wordsWords } from '../../i18n/words.ts';
import { useApp } from '../../state/react.ts';
import { useWords } from '../../state/words/actions.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';

const words = wordsWords.near;

/** A word is typed or pressed; the nearest ones are buttons that lead on. */
export function NearestWords() {
  const actions = useWords();
  const { typed, near } = useApp((state) => state.words);
  const { found, problem } = near;
  const id = useId();
  return (
    <section className="stack" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{words.title}</h3>
      <form
        className="words-ask"
        onSubmit={(event) => {
          event.preventDefault();
          actions.near(typed);
        }}
      >
        <div className="field">
          <label htmlFor={id}>{words.label}</label>
          <input id={id} type="text" value={typed} onChange={({ target }) => actions.type(target.value)} />
        </div>
        <Action isDisabled={typed.trim() === ''} onPress={() => actions.near(typed)}>
          {words.find}
        </Action>
      </form>
      <p className="help">{words.help}</p>
      {problem && <Notice kind="problem">{problem}</Notice>}
      <p role="status" dir="auto">
        {found && (found.near ? words.of(found.word) : words.unknown(found))}
      </p>
      {found?.near && (
        <ol className="words-near" aria-label={words.of(found.word)}>
          {found.near.map(({ word, cosine }) => (
            <li key={word}>
              <button
                type="button"
                className="words-word"
                aria-label={words.go(word, cosine)}
                onClick={() => actions.near(word)}
              >
                <span dir="auto">{word}</span>
                <span
                  className="words-cosine"
                  style={{ '--share': Math.max(0, cosine) }}
                  aria-hidden="true"
                />
                <span className="number">{cosine.toFixed(2)}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
