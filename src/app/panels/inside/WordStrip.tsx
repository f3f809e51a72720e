import { useEffect, useRef, type KeyboardEvent } from 'react';

import type { Inside } from '../../../workers/protocol.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { Scroller } from '../../ui/Scroller.tsx';

export interface WordStripProps {
  inside: Inside;
  /** The class whose probability is drawn. */
  shown: number;
  word: number;
  onChoose: (word: number) => void;
}

const steps: Record<string, (word: number, last: number) => number> = {
  ArrowLeft: (word) => word - 1,
  ArrowRight: (word) => word + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** Moves the strip as far as the word needs it, and never the page. */
function reveal(word: HTMLElement): void {
  const strip = word.closest('.word-strip-box');
  if (!strip) return;
  const [box, own] = [strip.getBoundingClientRect(), word.getBoundingClientRect()];
  strip.scrollLeft += Math.min(0, own.left - box.left) + Math.max(0, own.right - box.right);
}

/** The running verdict: a bar above each word, up from the middle or down. One word is chosen, by arrow keys too. */
export function WordStrip({ inside: { tokens, running, classes }, shown, word, onChoose }: WordStripProps) {
  const list = useRef<HTMLDivElement>(null);
  const last = tokens.length - 1;
  const hasMoved = useRef(false);
  useEffect(() => {
    const chosen = list.current?.children[word];
    if (!(chosen instanceof HTMLElement)) return;
    if (hasMoved.current) chosen.focus();
    hasMoved.current = false;
    reveal(chosen);
  }, [word]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    hasMoved.current = true;
    onChoose(Math.min(last, Math.max(0, step(word, last))));
  };
  return (
    <Scroller label={words.scroll} className="word-strip-box">
      <div
        className="word-strip"
        role="toolbar"
        aria-label={words.words}
        tabIndex={-1}
        ref={list}
        onKeyDown={onKeyDown}
      >
        {tokens.map(({ token, known }, t) => (
          <button
            key={t}
            type="button"
            className={`word ${known ? '' : 'word-unknown'}`}
            aria-pressed={t === word}
            aria-label={words.wordAt(token, classes[shown], running[t][shown])}
            tabIndex={t === word ? 0 : -1}
            onClick={() => onChoose(t)}
          >
            <span className="word-bar" aria-hidden="true" style={{ '--probability': running[t][shown] }}>
              <span />
            </span>
            <span className="word-text" dir="auto">
              {token}
            </span>
          </button>
        ))}
      </div>
    </Scroller>
  );
}
