import { t } from './i18n/index.ts';
import { lazyPart } from './state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from './ui/LazyBoundary.tsx';
import { Panel } from './ui/Panel.tsx';

const DoctorBody = lazyComponent(
  lazyPart(
    'panels/doctor/DoctorBody.tsx',
    async () => (await import('./panels/doctor/DoctorBody.tsx')).DoctorBody,
  ),
);
const ReviewsBody = lazyComponent(
  lazyPart(
    'panels/reviews/ReviewsBody.tsx',
    async () => (await import('./panels/reviews/ReviewsBody.tsx')).ReviewsBody,
  ),
);

/** The two sheets between the data and the network: what the data is like, and its reviews one by one. */
export function CheckSheets() {
  return (
    <>
      <Panel step={2} name="doctor" title={t.doctor.title} lead={t.doctor.lead}>
        <LazyBoundary placeholder={<div className="doctor-body" />}>
          <DoctorBody />
        </LazyBoundary>
      </Panel>
      <Panel step={3} name="reviews" title={t.reviews.title} lead={t.reviews.lead}>
        <LazyBoundary placeholder={<div className="reviews-body" />}>
          <ReviewsBody />
        </LazyBoundary>
      </Panel>
    </>
  );
}
