import { useEffect, useId, useRef, useState } from 'react';

import type { Inside } from '../../../workers/protocol.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { useInsight } from '../../state/insight/actions.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Suggestions } from '../../shared/Suggestions.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Proof } from './Proof.tsx';
import { Traced } from './Traced.tsx';
import './inside.css';

/** Other layers are looked at anew; another text keeps what was chosen. */
const formOf = ({ layers }: Inside) =>
  layers.map(({ name, units, directions }) => `${name} ${units} ${directions.length}`).join();

/** The number of the last opened place whose text was traced: what is shown of that begins with the place. */
function useArrived(inside: Inside | null): number {
  const opened = useApp((state) => state.units.opened);
  const [arrived, setArrived] = useState(0);
  const isThere = opened !== null && opened.text === inside?.text;
  if (isThere && opened.serial !== arrived) setArrived(opened.serial);
  return arrived;
}

/** How much of a long text the network reads. */
function Cut({ tokens }: { tokens: readonly { used: boolean }[] }) {
  const read = tokens.filter(({ used }) => used).length;
  return read < tokens.length && <p className="help">{words.cut(read, tokens.length, tokens[0].used)}</p>;
}

/** That the network does not know some words, or any. */
function Unknown({ tokens }: Pick<Inside, 'tokens'>) {
  const unknown = tokens.filter(({ known }) => !known).length;
  return unknown > 0 && <p>{words.unknown(unknown, tokens.length)}</p>;
}

/** The text, the running verdict above its words, and the gates. */
export function InsideBody() {
  const { model } = useController();
  const insight = useInsight();
  const { text, answer, problem: noAnswer } = useApp((state) => state.attempt);
  const { inside, problem: notTraced } = useApp((state) => state.insight);
  // A text without words has no answer, and so nothing to trace.
  const problem = notTraced ?? noAnswer;
  const isHeld = useApp((state) => state.model.held !== null);
  const isTraining = useApp((state) => isBusy(state.run));
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const opened = useApp((state) => state.units.opened?.serial ?? 0);
  const arrived = useArrived(inside);
  useEffect(() => insight.watchInside(), [insight]);
  useEffect(() => {
    if (opened > 0) field.current?.focus();
  }, [opened]);
  if (!isHeld || isTraining) return <p className="waiting">{isTraining ? words.busy : words.waiting}</p>;
  return (
    <div className="stack inside-body">
      <div className="field">
        <label htmlFor={id}>{words.label}</label>
        <textarea
          ref={field}
          id={id}
          rows={2}
          value={text}
          onChange={({ target }) => model.setText(target.value)}
        />
      </div>
      {problem && <Notice kind="problem">{problem}</Notice>}
      {!inside && !problem && text.trim() === '' && (
        <Suggestions field={field} otherwise={<p className="quiet-line">{words.empty}</p>} />
      )}
      {!inside && !problem && text.trim() !== '' && <p className="quiet-line">{words.loading}</p>}
      {inside && answer?.text === inside.text && <Cut tokens={answer.prediction.tokens} />}
      {inside && <Unknown tokens={inside.tokens} />}
      {inside && <Traced key={`${formOf(inside)} ${arrived}`} inside={inside} />}
      <Proof />
    </div>
  );
}
