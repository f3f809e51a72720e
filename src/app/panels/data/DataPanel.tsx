import { lazy } from 'react';

import { t } from '../../i18n/index.ts';
import { useApp, useSession } from '../../state/react.ts';
import { isBusy, ownFile } from '../../state/store.ts';
import { FileAction } from '../../ui/FileAction.tsx';
import { Later } from '../../ui/Later.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DatasetChoice } from './DatasetChoice.tsx';
import { DatasetSummaryView } from './DatasetSummaryView.tsx';

const ColumnChooser = lazy(async () => ({ default: (await import('./ColumnChooser.tsx')).ColumnChooser }));

const endings = '.csv,.tsv,.tab,.txt,.json,.jsonl,.ndjson,text/csv,application/json';

export function DataPanel() {
  const session = useSession();
  const { open, loading, problem, samplesProblem, selected, loaded } = useApp((state) => state.data);
  const busy = useApp((state) => isBusy(state.run));
  const shown = loaded && selected === (loaded.source.kind === 'sample' ? loaded.source.sample.id : ownFile);

  return (
    <Panel step={1} name="data" title={t.data.title} lead={t.data.lead}>
      <DatasetChoice isDisabled={busy} />
      {samplesProblem && <Notice kind="problem">{samplesProblem}</Notice>}
      <div className="upload">
        <FileAction
          label={t.data.upload}
          accept={endings}
          isDisabled={busy}
          describedBy="upload-hint"
          onFile={(file) => void session.data.upload(file)}
        />
        <p className="help" id="upload-hint">
          {busy ? t.data.busy : t.data.uploadHint}
        </p>
      </div>
      {problem && <Notice kind="problem">{problem}</Notice>}
      {open && selected === ownFile && (
        <Later placeholder={<div className="column-chooser" />}>
          <ColumnChooser open={open} isDisabled={busy} />
        </Later>
      )}
      <div className="data-summary" aria-busy={loading !== null}>
        {shown && !open?.problem && <DatasetSummaryView summary={loaded.summary} />}
        {loading !== null && <p className="quiet-line">{t.data.loading(loading)}</p>}
      </div>
    </Panel>
  );
}
