import { t } from '../../i18n/index.ts';
import { useApp } from '../../state/react.ts';
import { busyStatus, ownFile } from '../../state/store.ts';
import { latePart } from '../../state/late-parts.ts';
import { lateComponent, Later } from '../../ui/Later.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { BringActions } from './BringActions.tsx';
import { DatasetChoice } from './DatasetChoice.tsx';
import { DatasetSummaryView } from './DatasetSummaryView.tsx';
import { KeepOffer } from './KeepOffer.tsx';
import './data.css';

const ColumnChooser = lateComponent(
  latePart('panels/data/ColumnChooser.tsx', async () => (await import('./ColumnChooser.tsx')).ColumnChooser),
);

export function DataPanel() {
  const { open, loading, isRefused, problem, samplesProblem, selected, loaded } = useApp(
    (state) => state.data,
  );
  const status = useApp((state) => busyStatus(state.run));
  const shown = loaded && selected === (loaded.source.kind === 'sample' ? loaded.source.sample.id : ownFile);

  return (
    <Panel step={1} name="data" title={t.data.title} lead={t.data.lead}>
      <div className="data-sides">
        <div className="data-source">
          <DatasetChoice isDisabled={status !== null} />
          {samplesProblem && <Notice kind="problem">{samplesProblem}</Notice>}
          <BringActions status={status} />
          {isRefused && status && <Notice kind="problem">{t.data.busy(status)}</Notice>}
          {problem && <Notice kind="problem">{problem}</Notice>}
          <KeepOffer />
        </div>
        <div className="data-content">
          {open && selected === ownFile && (
            <Later placeholder={<div className="column-chooser" />}>
              <ColumnChooser open={open} isDisabled={status !== null} />
            </Later>
          )}
          <div className="data-summary" aria-busy={loading !== null}>
            {shown && !open?.problem && <DatasetSummaryView summary={loaded.summary} />}
            {!shown && loading !== null && <p className="quiet-line">{t.data.loading(loading)}</p>}
          </div>
        </div>
      </div>
    </Panel>
  );
}
