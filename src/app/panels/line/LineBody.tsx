import { useEffect, useId, useState } from 'react';

import type { Line } from '../../../workers/protocol.ts';
import { lineWords as words } from '../../i18n/line.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { InquiryProgress } from '../../shared/InquiryProgress.tsx';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { useLine } from '../../state/line/actions.ts';
import { useApp } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { NumberTable } from '../../ui/NumberTable.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { LinePicture } from './LinePicture.tsx';
import { lineNumbers, savedLine } from './saved.ts';
import './line.css';

/** The word after which the text is shown. */
function Steps({ line, step, onStep }: { line: Line; step: number; onStep: (step: number) => void }) {
  const { walk, between, classes } = line;
  const id = useId();
  const last = walk.length - 1;
  const { token, x } = walk[step];
  const before = step > 0 ? walk[step - 1].x : null;
  const sentence = words.step(token, x, before, classes[between[x > 0 ? 1 : 0]]);
  return (
    <>
      <div className="line-steps">
        <Action isDisabled={step === 0} onPress={() => onStep(step - 1)}>
          {words.previous}
        </Action>
        <div className="field">
          <label htmlFor={id}>{words.word}</label>
          <input
            id={id}
            type="range"
            min={0}
            max={last}
            value={step}
            aria-valuetext={token}
            onChange={({ target }) => onStep(Number(target.value))}
          />
        </div>
        <Action isDisabled={step === last} onPress={() => onStep(step + 1)}>
          {words.next}
        </Action>
      </div>
      <p role="status">{sentence}</p>
    </>
  );
}

/** The way as a table. */
function Numbers({ walk }: Line) {
  const { columns } = words;
  return (
    <Scroller label={words.scroll} className="line-numbers">
      <NumberTable
        caption={words.numbers}
        isCaptionHidden
        columns={[columns.word, columns.along, columns.across]}
        rows={walk.map(({ token, x, y }) => [token, words.value(x), words.value(y)])}
      />
    </Scroller>
  );
}

function Drawn({ line }: { line: Line }) {
  const [chosen, setStep] = useState(line.walk.length - 1);
  const step = Math.min(chosen, line.walk.length - 1);
  const [isOpen, setOpen] = useState(false);
  const { states, reviews, shares, angle } = line;
  return (
    <>
      <p>{words.shares(shares.readout, shares.first, angle)}</p>
      <LinePicture line={line} step={step} />
      <Steps {...{ line, step }} onStep={setStep} />
      <SavePicture
        what={pictureWords.line}
        fileName="line"
        picture={(palette) => savedLine(line, step, palette)}
        numbers={() => lineNumbers(line)}
      />
      <Disclosure title={words.numbers} isOpen={isOpen} onToggle={setOpen}>
        <Numbers {...line} />
      </Disclosure>
      <p className="help">
        {words.states(states.x.length, reviews.looked, reviews.all)} {words.help}
      </p>
      <p className="help">{words.paper}</p>
    </>
  );
}

/** The line is drawn when it is asked for, and then follows the text. */
export function LineBody() {
  const actions = useLine();
  const inquiry = useApp((state) => state.line);
  const { found, isAsking, share, problem, isOn } = inquiry;
  const isHeld = useApp((state) => state.model.held !== null);
  const isTraining = useApp((state) => isBusy(state.run));
  const hasText = useApp((state) => (state.attempt.answer?.prediction.tokens.length ?? 0) > 0);
  useEffect(() => actions.watch(), [actions]);
  if (!isHeld || isTraining) return <p className="waiting">{isTraining ? words.busy : words.waiting}</p>;
  if (!hasText && !found) return <p className="waiting">{words.empty}</p>;
  return (
    <div className="stack line-body">
      {(!isOn || problem) && (
        <div>
          <Action isDisabled={isAsking} onPress={actions.show}>
            {words.show}
          </Action>
        </div>
      )}
      {problem && <Notice kind="problem">{problem}</Notice>}
      {isAsking && !found && (
        <InquiryProgress
          of={inquiry}
          label={words.searchLabel}
          sentence={words.searching(share)}
          onCancel={actions.cancel}
        />
      )}
      {found && <Drawn key={found.text} line={found} />}
    </div>
  );
}
