import { useEffect, useId, useRef, type KeyboardEvent } from 'react';

import type { Inside } from '../../../workers/protocol.ts';
import * as format from '../../i18n/format.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { sharesWords as shares } from '../../i18n/shares.ts';
import { attributionMark } from '../../shared/attribution-mark.ts';
import { Scroller } from '../../ui/Scroller.tsx';

export interface WordStripProps {
  inside: Inside;
  /** The class whose probability is drawn. */
  shown: number;
  word: number;
  /** [T] What each word adds to the explained logit; null: that is not known yet. */
  added: readonly number[] | null;
  /** Another word is picked for something: the keys go to words, and choose none. */
  isPicking: boolean;
  onChoose: (word: number) => void;
  onCancel: () => void;
}

const steps: Record<string, (word: number, last: number) => number> = {
  ArrowLeft: (word) => word - 1,
  ArrowRight: (word) => word + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** Moves the strip as far as the word needs it, and never the page. */
function reveal(word: Element): void {
  const strip = word.closest('.word-strip-box');
  if (!strip) return;
  const [box, own] = [strip.getBoundingClientRect(), word.getBoundingClientRect()];
  strip.scrollLeft += Math.min(0, own.left - box.left) + Math.max(0, own.right - box.right);
}

function focusOn(word: Element | undefined): void {
  if (word instanceof HTMLElement) word.focus();
}

interface AddedProps {
  /** Of what it adds. */
  id: string;
  token: string;
  value: number | undefined;
  /** What any word of the text adds at most. */
  most: number;
}

/** A word, coloured by what it adds, and that number below it. */
function Added({ id, token, value, most }: AddedProps) {
  const mark = value === undefined ? null : attributionMark(value, most);
  return (
    <>
      <span className={`word-text ${mark?.className ?? ''}`} style={mark?.style} dir="auto">
        {token}
      </span>
      <span className="word-added" id={id}>
        {value !== undefined && <span className="visually-hidden">{shares.adds} </span>}
        {value !== undefined && format.signed(value)}
      </span>
    </>
  );
}

/** Arrow keys go from word to word; while one is picked, only the focus goes. */
function useWordKeys({ inside, word, isPicking, onChoose, onCancel }: WordStripProps) {
  const list = useRef<HTMLDivElement>(null);
  const last = inside.tokens.length - 1;
  const hasMoved = useRef(false);
  const wordAtStart = useRef(word);
  useEffect(() => {
    wordAtStart.current = word;
  });
  useEffect(() => {
    const chosen = list.current?.children[word];
    if (hasMoved.current) focusOn(chosen);
    hasMoved.current = false;
    if (chosen) reveal(chosen);
  }, [word]);
  useEffect(() => {
    if (isPicking) focusOn(list.current?.children[wordAtStart.current]);
  }, [isPicking]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isPicking) return onCancel();
    const step = steps[event.key];
    if (!step || !list.current) return;
    event.preventDefault();
    const all = [...list.current.children];
    const from = isPicking ? all.findIndex((one) => one === document.activeElement) : word;
    const to = Math.min(last, Math.max(0, step(from, last)));
    if (isPicking) return focusOn(all[to]);
    hasMoved.current = true;
    onChoose(to);
  };
  return { list, onKeyDown };
}

/** The running verdict: a bar above each word, up from the middle or down. One word is chosen, by arrow keys too. */
export function WordStrip(props: WordStripProps) {
  const { inside, shown, word, added, onChoose } = props;
  const { tokens, running, classes } = inside;
  const id = useId();
  const most = Math.max(...(added ?? []).map(Math.abs));
  const { list, onKeyDown } = useWordKeys(props);
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
            aria-describedby={added ? `${id}-${t}` : undefined}
            aria-label={words.wordAt(token, known, classes[shown], running[t][shown])}
            tabIndex={t === word ? 0 : -1}
            onClick={() => onChoose(t)}
          >
            <span className="word-bar" aria-hidden="true" style={{ '--probability': running[t][shown] }}>
              <span />
            </span>
            <Added id={`${id}-${t}`} token={token} value={added?.[t]} most={most} />
          </button>
        ))}
      </div>
    </Scroller>
  );
}
