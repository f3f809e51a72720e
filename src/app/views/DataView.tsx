import { DataPanel } from '../panels/data/DataPanel.tsx';
import { DoctorPanel } from '../panels/doctor/DoctorPanel.tsx';
import { ReviewsPanel } from '../panels/reviews/ReviewsPanel.tsx';

/** The data: where it comes from, how it was read, what is wrong with it, and its reviews. */
export function DataView() {
  return (
    <>
      <DataPanel />
      <DoctorPanel />
      <ReviewsPanel />
    </>
  );
}
