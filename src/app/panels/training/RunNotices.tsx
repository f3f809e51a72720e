import { t } from '../../i18n/index.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { useApp, useController } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';
import { useLazyCode } from '../../ui/LazyBoundary.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { saveFile } from '../../ui/save-file.ts';

const savedRuns = lazyPart('state/runs/saved-runs.ts', () => import('../../state/runs/saved-runs.ts'));

/** For when the device can't save the run: the run file. */
function DownloadState({ id }: { id: string }) {
  const controller = useController();
  const { failure, withCode } = useLazyCode(savedRuns);

  async function download() {
    await withCode(async ({ runsOf }) => {
      const file = await runsOf(controller).exportState(id);
      if (file) saveFile(file.fileName, file.bytes, 'application/octet-stream');
    });
  }

  return (
    <>
      <Action kind="quiet" onPress={() => void download()}>
        {t.recovery.download}
      </Action>{' '}
      <span role="status">{failure}</span>
    </>
  );
}

/** What happened to the run, and what the page does about it. */
export function RunNotices() {
  const { id, trouble, notSaved, problem, warnings } = useApp((state) => state.run);
  return (
    <>
      <div role="status">{trouble && <Notice kind="warning">{trouble}</Notice>}</div>
      {problem && <Notice kind="problem">{problem}</Notice>}
      {notSaved && (
        <Notice kind="warning">
          {notSaved} {id !== null && <DownloadState id={id} />}
        </Notice>
      )}
      {warnings.map((warning) => (
        <Notice key={warning} kind="warning">
          {warning}
        </Notice>
      ))}
    </>
  );
}
