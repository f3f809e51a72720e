import { useId, useState } from 'react';

import { copyText } from '../../../platform.ts';
import type { ExportedFile, RunSummary } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { runWords } from '../../i18n/runs.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { linkTo } from '../../state/settings/link-actions.ts';
import { useApp } from '../../state/react.ts';
import { dataSentence, epochsLeft, hasItsData, needsMoreEpochs } from '../../state/runs/actions.ts';
import { canResume } from '../../state/runs/interrupted.ts';
import { trainsElsewhere } from '../../state/runs/slice.ts';
import { isBusy } from '../../state/store.ts';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useFocusAfter } from '../../ui/focus.ts';
import { MoreEpochs } from './MoreEpochs.tsx';
import { Notes, Rename } from './RunName.tsx';

const words = runWords;

type Form = 'rename' | 'notes' | 'more-epochs';

/** Copies a link to the run's settings; what it did is told by `said`. */
function useLink(run: RunSummary) {
  const [link, setLink] = useState<string | null>(null);
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    const made = linkTo(run.config, run.source.kind === 'sample' ? run.source.id : null);
    const isDone = await copyText(made);
    setCopied(isDone);
    setLink(isDone ? null : made);
  }
  const said = (
    <>
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
  return { copy, said };
}

function hand(file: ExportedFile | null, type?: string): void {
  if (file) saveFile(file.fileName, file.bytes, type);
}

/** Where the run is trained now: here, in another tab, or nowhere (null). */
function useTrainedWhere(run: RunSummary): 'here' | 'elsewhere' | null {
  return useApp((state) => {
    if (state.run.id === run.id && isBusy(state.run)) return 'here';
    return trainsElsewhere(state, run.id) ? 'elsewhere' : null;
  });
}

/** What can be done with a run, and what stands in the way. */
function useItems(run: RunSummary, show: (form: Form) => void, describedBy: string): MenuItem[] {
  const runs = useRuns();
  const busy = useApp((state) => isBusy(state.run));
  const where = useTrainedWhere(run);
  const isWorking = useApp((state) => state.runs.working !== null || state.data.loading !== null);
  const waiting = useApp((state) => (state.runs.waiting?.id === run.id ? state.runs.waiting : null));
  const hasData = useApp((state) => hasItsData(run, state));
  const mayResume = where === null && canResume(run) && (!needsMoreEpochs(run) || epochsLeft(run) > 0);
  function resume(): void {
    if (waiting) void runs.resume(run.id, waiting.moreEpochs);
    else if (needsMoreEpochs(run)) show('more-epochs');
    else void runs.resume(run.id);
  }
  const items: (MenuItem | false)[] = [
    run.hasModel && {
      label: words.load,
      isDisabled: busy || isWorking,
      onPress: () => void runs.load(run.id),
    },
    mayResume && {
      label: words.continue,
      isDisabled: busy || isWorking || (waiting !== null && !hasData),
      onPress: resume,
    },
    { label: words.rename, onPress: () => show('rename') },
    { label: words.notes, onPress: () => show('notes') },
    run.hasModel && {
      label: words.export,
      onPress: () => void runs.exportRun(run.id).then((file) => hand(file)),
    },
    run.hasState &&
      !run.hasModel && {
        label: words.state,
        onPress: () => void runs.exportState(run.id).then((file) => hand(file, 'application/octet-stream')),
      },
    {
      label: words.delete,
      isDisabled: where !== null || isWorking,
      describedBy: where === 'elsewhere' ? describedBy : undefined,
      onPress: () => void runs.remove(run.id),
    },
  ];
  return items.filter((item) => item !== false);
}

/** What can be done with one run. */
export function RunActions({ run }: { run: RunSummary }) {
  const [form, setForm] = useState<Form | null>(null);
  const elsewhereId = useId();
  const link = useLink(run);
  const items = useItems(run, setForm, elsewhereId);
  const isElsewhere = useTrainedWhere(run) === 'elsewhere';
  const isWaiting = useApp((state) => state.runs.waiting?.id === run.id);
  const sentence = useApp((state) => dataSentence(run, state));
  const group = useFocusAfter<HTMLDivElement>(form !== null);
  const close = () => setForm(null);
  if (form === 'rename') return <Rename run={run} onDone={close} />;
  if (form === 'notes') return <Notes run={run} onDone={close} />;
  if (form === 'more-epochs') return <MoreEpochs run={run} onDone={close} />;
  const copyLink = { label: words.link, onPress: () => void link.copy() };
  return (
    <div
      ref={group}
      tabIndex={-1}
      className="run-actions"
      role="group"
      aria-label={words.actionsOf(run.name)}
    >
      <Menu label={words.actionsOf(run.name)} items={[...items.slice(0, -1), copyLink, ...items.slice(-1)]}>
        {words.columns.actions}
      </Menu>
      {link.said}
      {isElsewhere && (
        <span id={elsewhereId} className="run-elsewhere help">
          {words.elsewhere}
        </span>
      )}
      <div role="status" className="run-waiting">
        {isWaiting && <Notice kind="hint">{sentence}</Notice>}
      </div>
    </div>
  );
}
