import { t } from '../../i18n/index.ts';
import { latePart } from '../../state/late-parts.ts';
import { lateComponent, Later } from '../../ui/Later.tsx';
import { Panel } from '../../ui/Panel.tsx';

const RunsBody = lateComponent(
  latePart('panels/runs/RunsBody.tsx', async () => (await import('./RunsBody.tsx')).RunsBody),
);

/** The runs that are kept. Its contents come after the first paint. */
export function RunsPanel() {
  return (
    <Panel step={9} name="runs" title={t.runs.title} lead={t.runs.lead}>
      <Later placeholder={<p className="runs-body quiet-line">{t.runs.loading}</p>}>
        <RunsBody />
      </Later>
    </Panel>
  );
}
