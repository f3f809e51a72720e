import { runWords } from '../../i18n/runs.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';

const RunsBody = lazyComponent(
  lazyPart('panels/runs/RunsBody.tsx', async () => (await import('./RunsBody.tsx')).RunsBody),
);

/** The saved runs. Its contents come after the first paint. */
export function RunsPanel() {
  return (
    <Panel name="runs" title={runWords.title} lead={runWords.lead}>
      <LazyBoundary placeholder={<p className="runs-body quiet-line">{runWords.loading}</p>}>
        <RunsBody />
      </LazyBoundary>
    </Panel>
  );
}
