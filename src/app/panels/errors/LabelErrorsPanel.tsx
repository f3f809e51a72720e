import { errorWords } from '../../i18n/errors.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const LabelErrorsBody = lazyComponent(
  lazyPart(
    'panels/errors/LabelErrorsBody.tsx',
    async () => (await import('./LabelErrorsBody.tsx')).LabelErrorsBody,
  ),
);

/** Labels of the data that probably are wrong. */
export function LabelErrorsPanel() {
  return (
    <Panel name="label-errors" title={errorWords.labels.title} lead={errorWords.labels.lead}>
      <LazyBoundary placeholder={<Skeleton className="errors-body" />}>
        <LabelErrorsBody />
      </LazyBoundary>
    </Panel>
  );
}
