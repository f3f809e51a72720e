import { useId, useRef } from 'react';

import { defaultDecision } from '../../../contract/decision.ts';
import type { WeightsPosition } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { useApp, useClassNames, useController } from '../../state/react.ts';
import { busyStatus, type BusyStatus } from '../../state/store.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Answer } from './Answer.tsx';
import { LoadModel } from '../../shared/LoadModel.tsx';
import { ModelNotices } from '../../shared/ModelNotices.tsx';
import { Suggestions } from '../../shared/Suggestions.tsx';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import './try.css';

const ClassifyFile = lazyComponent(
  lazyPart('panels/try/ClassifyFile.tsx', async () => (await import('./ClassifyFile.tsx')).ClassifyFile),
);

const Attribution = lazyComponent(
  lazyPart('panels/try/Attribution.tsx', async () => (await import('./Attribution.tsx')).Attribution),
);

const words = t.attempt;

/** Which weights answer, or why nothing does; null for a finished network. */
function noteOf(status: BusyStatus | null, weights: WeightsPosition | null, isHeld: boolean): string | null {
  if (!status) return isHeld ? null : words.noModel;
  return weights ? words.from(weights, status === 'paused') : words.live;
}

export function TryPanel() {
  const { model } = useController();
  const { text, answer, problem, asking } = useApp((state) => state.attempt);
  const held = useApp((state) => state.model.held !== null);
  const decision = useApp((state) => state.model.held?.summary.decision ?? null);
  const status = useApp((state) => busyStatus(state.run));
  const classNames = useClassNames();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const note = noteOf(status, answer?.prediction.weights ?? null, held);

  return (
    <Panel name="try" title={words.title} lead={words.lead}>
      <div className="field">
        <label htmlFor={id}>{words.label}</label>
        <textarea
          ref={field}
          id={id}
          rows={4}
          value={text}
          placeholder={words.placeholder}
          aria-describedby={note ? `${id}-note` : undefined}
          onChange={(event) => model.setText(event.target.value)}
        />
      </div>
      <Answer
        answer={answer?.prediction ?? null}
        classNames={classNames}
        // A run’s network answers by no decision yet.
        decision={(answer?.prediction.weights ? null : decision) ?? defaultDecision(classNames.length)}
        isStale={asking || (answer !== null && answer.text !== text)}
      />
      <p className="help attempt-note" id={`${id}-note`}>
        {note}
      </p>
      <ModelNotices />
      {problem && <Notice kind="problem">{problem}</Notice>}
      {asking && !answer && <p className="quiet-line">{words.asking}</p>}
      {answer && (
        <LazyBoundary placeholder={<p className="quiet-line">{words.asking}</p>}>
          <Attribution {...answer} />
        </LazyBoundary>
      )}
      {!held && status === null && <LoadModel />}
      {!answer && !asking && (held || status) && text.trim() === '' && <Suggestions field={field} />}
      <LazyBoundary placeholder={<div className="classify-wait" />}>
        <ClassifyFile />
      </LazyBoundary>
    </Panel>
  );
}
