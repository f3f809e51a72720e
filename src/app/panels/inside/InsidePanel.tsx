import { insideWords } from '../../i18n/inside.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const InsideBody = lazyComponent(
  lazyPart('panels/inside/InsideBody.tsx', async () => (await import('./InsideBody.tsx')).InsideBody),
);

/** What the network answers after each word of a text, and what its gates do there. */
export function InsidePanel() {
  return (
    <Panel name="inside" title={insideWords.title} lead={insideWords.lead}>
      <LazyBoundary placeholder={<Skeleton className="stack inside-body" />}>
        <InsideBody />
      </LazyBoundary>
    </Panel>
  );
}
