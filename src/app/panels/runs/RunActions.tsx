import { useId, useState } from 'react';

import { copyText } from '../../../platform.ts';
import type { ExportedFile, RunSummary } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { linkTo } from '../../state/settings/link-actions.ts';
import { useApp } from '../../state/react.ts';
import { dataSentence, epochsLeft, hasItsData, needsMoreEpochs } from '../../state/runs/actions.ts';
import { canResume } from '../../state/runs/interrupted.ts';
import { trainsElsewhere } from '../../state/runs/slice.ts';
import { isBusy } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useFocusAfter } from '../../ui/focus.ts';
import { MoreEpochs } from './MoreEpochs.tsx';
import { Rename } from './RunName.tsx';

const words = t.runs;

type Form = 'rename' | 'more-epochs';

function CopyLink({ run }: { run: RunSummary }) {
  const [link, setLink] = useState<string | null>(null);
  const [isCopied, setCopied] = useState(false);

  async function copy() {
    const made = linkTo(run.config, run.source.kind === 'sample' ? run.source.id : null);
    const isDone = await copyText(made);
    setCopied(isDone);
    setLink(isDone ? null : made);
  }

  return (
    <>
      <Action kind="quiet" onPress={() => void copy()}>
        {words.link}
      </Action>
      <span role="status" className="help">
        {isCopied && words.copied}
      </span>
      {link !== null && (
        <label className="run-link field">
          <span className="help">{t.link.byHand}</span>
          <input readOnly value={link} onFocus={(event) => event.target.select()} />
        </label>
      )}
    </>
  );
}

/** What can be done with one run. */
export function RunActions({ run }: { run: RunSummary }) {
  const runs = useRuns();
  const [form, setForm] = useState<Form | null>(null);
  const busy = useApp((state) => isBusy(state.run));
  const isOwn = useApp((state) => state.run.id === run.id && isBusy(state.run));
  const isElsewhere = useApp((state) => !isOwn && trainsElsewhere(state, run.id));
  const isWorking = useApp((state) => state.runs.working !== null || state.data.loading !== null);
  const waiting = useApp((state) => (state.runs.waiting?.id === run.id ? state.runs.waiting : null));
  const hasData = useApp((state) => hasItsData(run, state));
  const sentence = useApp((state) => dataSentence(run, state));
  const group = useFocusAfter<HTMLDivElement>(form !== null);
  const elsewhereId = useId();
  const close = () => setForm(null);
  const hand = (file: ExportedFile | null, type?: string) => {
    if (file) saveFile(file.fileName, file.bytes, type);
  };

  if (form === 'rename') return <Rename run={run} onDone={close} />;
  if (form === 'more-epochs') return <MoreEpochs run={run} onDone={close} />;
  return (
    <div
      ref={group}
      tabIndex={-1}
      className="run-actions"
      role="group"
      aria-label={words.actionsOf(run.name)}
    >
      {run.hasModel && (
        <Action kind="quiet" isDisabled={busy || isWorking} onPress={() => void runs.load(run.id)}>
          {words.load}
        </Action>
      )}
      {!isOwn && !isElsewhere && canResume(run) && (!needsMoreEpochs(run) || epochsLeft(run) > 0) && (
        <Action
          kind="quiet"
          isDisabled={busy || isWorking || (waiting !== null && !hasData)}
          onPress={() => {
            if (waiting) void runs.resume(run.id, waiting.moreEpochs);
            else if (needsMoreEpochs(run)) setForm('more-epochs');
            else void runs.resume(run.id);
          }}
        >
          {words.continue}
        </Action>
      )}
      <Action kind="quiet" onPress={() => setForm('rename')}>
        {words.rename}
      </Action>
      {run.hasModel && (
        <Action kind="quiet" onPress={() => void runs.exportRun(run.id).then((file) => hand(file))}>
          {words.export}
        </Action>
      )}
      {run.hasState && !run.hasModel && (
        <Action
          kind="quiet"
          onPress={() => void runs.exportState(run.id).then((file) => hand(file, 'application/octet-stream'))}
        >
          {words.state}
        </Action>
      )}
      <CopyLink run={run} />
      <Action
        kind="quiet"
        isDisabled={isOwn || isElsewhere || isWorking}
        describedBy={isElsewhere ? elsewhereId : undefined}
        onPress={() => void runs.remove(run.id)}
      >
        {words.delete}
      </Action>
      {isElsewhere && (
        <span id={elsewhereId} className="run-elsewhere help">
          {words.elsewhere}
        </span>
      )}
      <div role="status" className="run-waiting">
        {waiting && <Notice kind="hint">{sentence}</Notice>}
      </div>
    </div>
  );
}
