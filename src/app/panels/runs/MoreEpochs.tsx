import { useId, useState } from 'react';

import type { RunSummary } from '../../../workers/protocol.ts';
import { runWords } from '../../i18n/runs.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { epochsLeft } from '../../state/runs/actions.ts';
import { Action } from '../../ui/Action.tsx';
import { useFocus } from '../../ui/focus.ts';

const words = runWords;

export interface MoreEpochsProps {
  run: RunSummary;
  onDone: () => void;
}

/** A finished run continues for as many epochs as the user says. */
export function MoreEpochs({ run, onDone }: MoreEpochsProps) {
  const runs = useRuns();
  const id = useId();
  const input = useFocus<HTMLInputElement>();
  const [text, setText] = useState('5');
  const most = epochsLeft(run);
  const value = /^\d+$/.test(text.trim()) ? Number(text) : 0;
  const isRight = value >= 1 && value <= most;

  function go() {
    if (!isRight) return;
    void runs.resume(run.id, value);
    onDone();
  }

  return (
    <form
      className="run-form field"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <label htmlFor={id}>{words.moreEpochs}</label>
      <input
        id={id}
        ref={input}
        className="run-form-number"
        inputMode="numeric"
        autoComplete="off"
        value={text}
        aria-invalid={!isRight}
        aria-describedby={`${id}-range`}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      />
      <span id={`${id}-range`} className={isRight ? 'help' : 'help help-problem'}>
        {words.moreEpochsRange(most)}
      </span>
      <Action kind="main" isDisabled={!isRight} onPress={go}>
        {words.go}
      </Action>
      <Action kind="quiet" onPress={onDone}>
        {words.cancel}
      </Action>
    </form>
  );
}
