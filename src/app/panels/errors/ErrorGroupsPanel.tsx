import { errorWords } from '../../i18n/errors.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const ErrorGroupsBody = lazyComponent(
  lazyPart(
    'panels/errors/ErrorGroupsBody.tsx',
    async () => (await import('./ErrorGroupsBody.tsx')).ErrorGroupsBody,
  ),
);

/** How accurate the test was on reviews that have something in common. */
export function ErrorGroupsPanel() {
  return (
    <Panel name="error-groups" title={errorWords.groups.title} lead={errorWords.groups.lead}>
      <LazyBoundary placeholder={<Skeleton className="errors-body" />}>
        <ErrorGroupsBody />
      </LazyBoundary>
    </Panel>
  );
}
