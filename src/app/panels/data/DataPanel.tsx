import { dataWords } from '../../i18n/data.ts';
import { useApp } from '../../state/react.ts';
import { busyStatus, chosenData, ownFile } from '../../state/store.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { UploadActions } from './UploadActions.tsx';
import { DatasetChoice } from './DatasetChoice.tsx';
import { DatasetSummaryView } from './DatasetSummaryView.tsx';
import { SaveOffer } from './SaveOffer.tsx';
import './data.css';

const ColumnChooser = lazyComponent(
  lazyPart('panels/data/ColumnChooser.tsx', async () => (await import('./ColumnChooser.tsx')).ColumnChooser),
);

export function DataPanel() {
  const { open, loading, isRefused, problem, samplesProblem, selected } = useApp((state) => state.data);
  const loaded = useApp((state) => chosenData(state.data));
  const status = useApp((state) => busyStatus(state.run));
  const shown = loaded && selected === (loaded.source.kind === 'sample' ? loaded.source.sample.id : ownFile);

  return (
    <Panel name="data" title={dataWords.title} lead={dataWords.lead}>
      <div className="data-sides">
        <div className="data-source">
          <DatasetChoice isDisabled={status !== null} />
          {samplesProblem && <Notice kind="problem">{samplesProblem}</Notice>}
          <UploadActions status={status} />
          {isRefused && status && <Notice kind="problem">{dataWords.busy(status)}</Notice>}
          {problem && <Notice kind="problem">{problem}</Notice>}
          <SaveOffer />
        </div>
        <div className="data-content">
          {open && selected === ownFile && (
            <LazyBoundary placeholder={<Skeleton className="column-chooser" />}>
              <ColumnChooser open={open} isDisabled={status !== null} />
            </LazyBoundary>
          )}
          <div className="data-summary" aria-busy={loading !== null}>
            {shown && !open?.problem && <DatasetSummaryView summary={loaded.summary} />}
            {!shown && loading !== null && <p className="quiet-line">{dataWords.loading(loading)}</p>}
          </div>
        </div>
      </div>
    </Panel>
  );
}
