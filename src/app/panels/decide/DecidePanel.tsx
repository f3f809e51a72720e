import { decideWords } from '../../i18n/decide.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const DecideBody = lazyComponent(
  lazyPart('panels/decide/DecideBody.tsx', async () => (await import('./DecideBody.tsx')).DecideBody),
);

/** How the network's answers become classes, and how far its probabilities may be believed. */
export function DecidePanel() {
  return (
    <Panel name="decide" title={decideWords.title} lead={decideWords.lead}>
      <LazyBoundary placeholder={<Skeleton className="decide-body" />}>
        <DecideBody />
      </LazyBoundary>
    </Panel>
  );
}
