import { t } from '../../i18n/index.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const DoctorBody = lazyComponent(
  lazyPart('panels/doctor/DoctorBody.tsx', async () => (await import('./DoctorBody.tsx')).DoctorBody),
);

/** What the data is like, and what is wrong with it. */
export function DoctorPanel() {
  return (
    <Panel name="doctor" title={t.doctor.title} lead={t.doctor.lead}>
      <LazyBoundary placeholder={<Skeleton className="doctor-body" />}>
        <DoctorBody />
      </LazyBoundary>
    </Panel>
  );
}
