import { lineWords } from '../../i18n/line.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const LineBody = lazyComponent(
  lazyPart('panels/line/LineBody.tsx', async () => (await import('./LineBody.tsx')).LineBody),
);

/** The readout states of the data on the line of the readout, and the way of the current text. */
export function LinePanel() {
  return (
    <Panel name="line" title={lineWords.title} lead={lineWords.lead}>
      <LazyBoundary placeholder={<Skeleton className="stack line-body" />}>
        <LineBody />
      </LazyBoundary>
    </Panel>
  );
}
