import { t } from './i18n/index.ts';
import { latePart } from './state/late-parts.ts';
import { lateComponent, Later } from './ui/Later.tsx';
import { Panel } from './ui/Panel.tsx';

const DoctorBody = lateComponent(
  latePart(
    'panels/doctor/DoctorBody.tsx',
    async () => (await import('./panels/doctor/DoctorBody.tsx')).DoctorBody,
  ),
);
const ReviewsBody = lateComponent(
  latePart(
    'panels/reviews/ReviewsBody.tsx',
    async () => (await import('./panels/reviews/ReviewsBody.tsx')).ReviewsBody,
  ),
);

/** The two sheets between the data and the network: what the data is like, and its reviews one by one. */
export function CheckSheets() {
  return (
    <>
      <Panel step={2} name="doctor" title={t.doctor.title} lead={t.doctor.lead}>
        <Later placeholder={<div className="doctor-body" />}>
          <DoctorBody />
        </Later>
      </Panel>
      <Panel step={3} name="reviews" title={t.reviews.title} lead={t.reviews.lead}>
        <Later placeholder={<div className="reviews-body" />}>
          <ReviewsBody />
        </Later>
      </Panel>
    </>
  );
}
