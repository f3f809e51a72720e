import { exportWords } from '../../i18n/export.ts';
import { t } from '../../i18n/index.ts';
import { useApp, useController } from '../../state/react.ts';
import { busyStatus, isBusy, type AppState } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { HeldModelView } from './HeldModelView.tsx';
import { LoadModel } from '../../shared/LoadModel.tsx';
import { ModelNotices } from '../../shared/ModelNotices.tsx';
import { Parts } from './Parts.tsx';
import { Usage } from './Usage.tsx';
import './export.css';

const words = exportWords;

/** One sentence under the buttons: what they do, what is being done, or why they can't be pressed. */
function hintOf({ run, model }: AppState): string {
  const { held, loading, exporting, parts, made, note } = model;
  const status = busyStatus(run);
  if (status) return t.loadModel.busy(status);
  if (loading) return words.loading;
  if (exporting) return parts.some((part) => part !== 'tfjs') ? words.packingHint : `${words.packing} …`;
  if (note) return note;
  if (!held) return words.noModel;
  if (parts.length === 0) return words.noParts;
  return made?.of === held ? words.made(made.fileName, made.bytes) : '';
}

function Download() {
  const { model } = useController();
  const isDisabled = useApp(
    (state) =>
      !state.model.held || state.model.parts.length === 0 || state.model.exporting || isBusy(state.run),
  );

  async function download() {
    const file = await model.download();
    if (file) saveFile(file.fileName, file.bytes);
  }

  return (
    <Action
      kind="main"
      label={words.downloadName}
      isDisabled={isDisabled}
      describedBy="download-hint"
      onPress={() => void download()}
    >
      {words.download}
    </Action>
  );
}

export function ExportPanel() {
  const { held, exporting } = useApp((state) => state.model);
  const hint = useApp(hintOf);

  return (
    <Panel name="export" title={words.title} lead={words.lead}>
      <div className="export-body">
        <div className="export-make">
          <Parts />
          <div className="action-row">
            <Download />
            <LoadModel describedBy="load-hint" />
          </div>
          <div className="export-state">
            <p className="help" id="download-hint" role="status">
              {hint}
            </p>
            {exporting && <div className="packing" role="progressbar" aria-label={words.packing} />}
            <p className="help" id="load-hint">
              {words.loadHint}
            </p>
          </div>
          <ModelNotices />
          <Usage />
        </div>
        {held ? <HeldModelView held={held} /> : <p className="waiting">{words.noneHeld}</p>}
      </div>
    </Panel>
  );
}
