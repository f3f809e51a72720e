import { useState } from 'react';

import type { Inside } from '../../../workers/protocol.ts';
import { editWords as words } from '../../i18n/shares.ts';
import { originalOf, useInsight } from '../../state/insight/actions.ts';
import { useApp, useController } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';
import { editedText, type Edit } from './edits.ts';

export interface WordEditProps {
  inside: Inside;
  word: number;
  /** The next word that is pressed is swapped with this one. */
  isPicking: boolean;
  onPicking: (isPicking: boolean) => void;
}

/** Changes a word of the text that is looked at. @returns null while the answer for this text is not there */
export function useEdit({ text }: Inside): ((edit: Edit) => void) | null {
  const { model } = useController();
  const insight = useInsight();
  const { answer, text: now } = useApp((state) => state.attempt);
  // What is still on screen may be of the text before.
  if (now !== text || answer?.text !== text) return null;
  return (edit) => {
    const next = editedText({ text, ...answer.prediction }, edit);
    insight.edit(next);
    model.setText(next);
  };
}

/** Replaces or removes the chosen word, or swaps it with another; the text as it was written can be brought back. */
export function WordEdit({ inside, word, isPicking, onPicking }: WordEditProps) {
  const { model } = useController();
  const edit = useEdit(inside);
  const original = useApp(originalOf);
  const [by, setBy] = useState('');
  const { token } = inside.tokens[word];
  const isOnly = inside.tokens.length === 1;
  return (
    <form
      className="word-edit"
      aria-label={words.title(token)}
      onSubmit={(event) => {
        event.preventDefault();
        if (by.trim() !== '') edit?.({ kind: 'replace', place: word, by: by.trim() });
      }}
    >
      <h4>{words.title(token)}</h4>
      <div className="inside-steps">
        <input
          type="text"
          aria-label={words.by}
          placeholder={words.by}
          value={by}
          onChange={({ target }) => setBy(target.value)}
        />
        <button type="submit" className="action action-plain" disabled={!edit || by.trim() === ''}>
          {words.replace}
        </button>
        <Action isDisabled={!edit || isOnly} onPress={() => edit?.({ kind: 'remove', place: word })}>
          {words.remove}
        </Action>
        <Action isDisabled={!edit || isOnly} onPress={() => onPicking(!isPicking)}>
          {words.swap}
        </Action>
        <Action isDisabled={original === null} onPress={() => original !== null && model.setText(original)}>
          {words.restore}
        </Action>
      </div>
      <p role="status" className="help">
        {isPicking ? words.picking(token) : original !== null && words.original(original)}
      </p>
    </form>
  );
}
