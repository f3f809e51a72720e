import { useEffect, useId, useRef, useState } from 'react';

import type { Inside } from '../../../workers/protocol.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { useInsight } from '../../state/insight/actions.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { useOpened } from '../../state/units/opened.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Microscope } from './Microscope.tsx';
import { WordStrip } from './WordStrip.tsx';
import './inside.css';

/** Milliseconds for each word while it plays. */
const pace = 800;

/** Steps through the words by itself while it plays, and stops at the last. */
function usePlay(last: number, word: number, choose: (word: number) => void) {
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => {
      if (word < last) choose(word + 1);
      else setPlaying(false);
    }, pace);
    return () => clearTimeout(timer);
  }, [isPlaying, word, last, choose]);
  const toggle = () => {
    if (!isPlaying && word === last) choose(0);
    setPlaying(!isPlaying);
  };
  return { isPlaying, toggle };
}

function Traced({ inside }: { inside: Inside }) {
  const { tokens, running, classes, layers } = inside;
  const last = tokens.length - 1;
  const opened = useOpened(inside);
  const [chosen, setWord] = useState(opened?.word ?? last);
  const word = Math.min(chosen, last);
  const { isPlaying, toggle } = usePlay(last, word, setWord);
  const end = running[last];
  const shown = classes.length === 2 ? 1 : end.indexOf(Math.max(...end));
  const readsBothWays = layers.some(({ directions }) => directions.length > 1);
  const before = word > 0 ? running[word - 1][shown] : null;
  return (
    <>
      <section className="inside-part">
        <h3>{words.verdict(classes[shown])}</h3>
        <WordStrip inside={inside} shown={shown} word={word} onChoose={setWord} />
        <div className="inside-steps">
          <Action onPress={toggle}>{isPlaying ? words.stop : words.play}</Action>
          <p role="status">
            {words.change(tokens[word].token, classes[shown], before, running[word][shown])}
          </p>
        </div>
        <p className="help">
          {words.keys} {readsBothWays ? words.bothWays : words.forwards}
        </p>
      </section>
      <Microscope {...{ inside, word, shown, opened }} onWord={setWord} />
    </>
  );
}

/** The text, the running verdict above its words, and the gates. */
export function InsideBody() {
  const { model } = useController();
  const insight = useInsight();
  const { text, answer } = useApp((state) => state.attempt);
  const { inside, problem } = useApp((state) => state.insight);
  const isHeld = useApp((state) => state.model.held !== null);
  const isTraining = useApp((state) => isBusy(state.run));
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const opened = useApp((state) => state.units.opened?.serial ?? 0);
  useEffect(() => insight.watchInside(), [insight]);
  useEffect(() => {
    if (opened > 0) field.current?.focus();
  }, [opened]);
  if (!isHeld || isTraining) return <p className="waiting">{isTraining ? words.busy : words.waiting}</p>;
  return (
    <div className="inside-body">
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
      {!inside && !problem && (
        <p className="quiet-line">{text.trim() === '' || !answer ? words.empty : words.loading}</p>
      )}
      {inside && <Traced key={`${opened} ${inside.text}`} inside={inside} />}
    </div>
  );
}
