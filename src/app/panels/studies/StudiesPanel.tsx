import { studyWords } from '../../i18n/studies.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';

const StudiesBody = lazyComponent(
  lazyPart('panels/studies/StudiesBody.tsx', async () => (await import('./StudiesBody.tsx')).StudiesBody),
);

/** The studies on this device. */
export function StudiesPanel() {
  return (
    <Panel name="studies" title={studyWords.title} lead={studyWords.lead}>
      <LazyBoundary placeholder={<p className="quiet-line">{studyWords.loading}</p>}>
        <StudiesBody />
      </LazyBoundary>
    </Panel>
  );
}
