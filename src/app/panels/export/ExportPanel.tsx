import { t } from '../../i18n/index.ts';
import { useApp, useSession } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { FileAction } from '../../ui/FileAction.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { HeldModelView } from './HeldModelView.tsx';

const words = t.export;

export function ExportPanel() {
  const { model } = useSession();
  const { held, loading, exporting, problem } = useApp((state) => state.model);
  const busy = useApp((state) => isBusy(state.run));

  async function download() {
    const file = await model.download();
    if (file) saveFile(file.fileName, file.bytes);
  }

  return (
    <Panel step={8} name="export" title={words.title} lead={words.lead}>
      <div className="export-actions">
        <Action
          kind="main"
          isDisabled={!held || busy || exporting}
          describedBy="download-hint"
          onPress={() => void download()}
        >
          {words.download}
        </Action>
        <FileAction
          label={words.load}
          accept=".zip,application/zip"
          isDisabled={busy || loading}
          describedBy="download-hint"
          onFiles={([file]) => void model.load(file)}
        />
      </div>
      <p className="help" id="download-hint" aria-live="polite">
        {busy
          ? words.busy
          : loading
            ? words.loading
            : exporting
              ? words.downloading
              : held
                ? words.contents
                : words.noModel}
      </p>
      {problem && <Notice kind="problem">{problem}</Notice>}
      {held && <HeldModelView held={held} />}
    </Panel>
  );
}
