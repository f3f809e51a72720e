import { useEffect, useRef, useState } from 'react';

import { Action } from './Action.tsx';
import './ProgressLine.css';

export interface ProgressLineProps {
  /** What is being done. */
  label: string;
  /** How far it is, in words. */
  sentence: string;
  /** 0 to 1; null while that is not known. */
  share: number | null;
  /** A screen reader hears the sentence at once when this changes. */
  phase: string;
  /** A way out; null: there is none. */
  cancel: { label: string; isDisabled: boolean; onPress: () => void } | null;
}

/** A screen reader hears of a new phase at once, and else not more often than this, in milliseconds. */
const sayEvery = 10_000;

/** The sentence as it was when it first came, and then every so often. */
function Spoken({ sentence }: { sentence: string }) {
  const [spoken, setSpoken] = useState(sentence);
  const latest = useRef(sentence);
  useEffect(() => {
    latest.current = sentence;
  });
  useEffect(() => {
    const timer = setInterval(() => setSpoken(latest.current), sayEvery);
    return () => clearInterval(timer);
  }, []);
  return spoken;
}

/** How far long work is, and a way out. */
export function ProgressLine({ label, sentence, share, phase, cancel }: ProgressLineProps) {
  const percent = share === null ? undefined : Math.round(share * 100);
  return (
    <div className="progress-line">
      <div
        className={`progress-line-track ${percent === undefined ? 'progress-line-unknown' : ''}`}
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={sentence}
      >
        <span className="progress-line-fill" style={{ transform: `scaleX(${(percent ?? 0) / 100})` }} />
      </div>
      <p className="progress-line-words">{sentence}</p>
      {cancel && (
        <Action kind="quiet" isDisabled={cancel.isDisabled} onPress={cancel.onPress}>
          {cancel.label}
        </Action>
      )}
      <span className="visually-hidden" role="status">
        <Spoken key={phase} sentence={sentence} />
      </span>
    </div>
  );
}
