import { useEffect, useRef, useState } from 'react';

import { dataWords } from '../../i18n/data.ts';
import { useApp, useController } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';

const words = dataWords.progress;

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

/** What is being read, how far it is, how long it will take, and a way out. */
export function ReadingProgress() {
  const controller = useController();
  const { loading, progress, cancelling, selected, samples } = useApp((state) => state.data);
  // A sample is fetched whole: who wants another one chooses that.
  const isSample = samples.some(({ id, name }) => id === selected && name === loading);
  const phase = progress ? words.phase(progress.phase, progress.rows) : dataWords.loading(loading ?? '');
  const left = progress?.secondsLeft ?? null;
  const sentence = left === null ? phase : `${phase}, ${words.left(left)}`;
  const percent = progress?.share == null ? undefined : Math.round(progress.share * 100);
  return (
    <div className="reading">
      <div
        className={`reading-track ${percent === undefined ? 'reading-unknown' : ''}`}
        role="progressbar"
        aria-label={words.label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={sentence}
      >
        <span className="reading-fill" style={{ transform: `scaleX(${(percent ?? 0) / 100})` }} />
      </div>
      <p className="reading-line">{sentence}</p>
      {!isSample && (
        <Action kind="quiet" isDisabled={cancelling} onPress={controller.data.cancel}>
          {cancelling ? words.cancelling : words.cancel}
        </Action>
      )}
      <span className="visually-hidden" role="status">
        <Spoken key={`${loading} ${progress?.phase}`} sentence={sentence} />
      </span>
    </div>
  );
}
