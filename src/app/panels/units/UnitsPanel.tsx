import { unitsWords } from '../../i18n/units.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const UnitsBody = lazyComponent(
  lazyPart('panels/units/UnitsBody.tsx', async () => (await import('./UnitsBody.tsx')).UnitsBody),
);

/** Places in the data at which units of the network are strong. */
export function UnitsPanel() {
  return (
    <Panel name="units" title={unitsWords.title} lead={unitsWords.lead}>
      <LazyBoundary placeholder={<Skeleton className="stack units-body" />}>
        <UnitsBody />
      </LazyBoundary>
    </Panel>
  );
}
