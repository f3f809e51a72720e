import { useEffect } from 'react';

import { reviewWords as words } from '../../i18n/doctor.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import './reviews.css';
import { Fold } from '../../ui/Fold.tsx';
import { latePart } from '../../state/late-parts.ts';
import { lateComponent, Later } from '../../ui/Later.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Corrections } from './Corrections.tsx';

const ReviewTable = lateComponent(
  latePart('panels/reviews/ReviewTable.tsx', async () => (await import('./ReviewTable.tsx')).ReviewTable),
);

/** The table is folded away until somebody wants it, or a finding leads to it. */
export function ReviewsBody() {
  const { reviews } = useChecking();
  const { isOpen, problem } = useApp((state) => state.reviews);
  const hasData = useApp((state) => state.data.loaded !== null);
  useEffect(() => reviews.watch(), [reviews]);
  return (
    <div className="reviews-body">
      <Fold title={words.open} isOpen={isOpen} onToggle={reviews.setOpen}>
        {hasData && (
          <Later placeholder={<div className="review-table" />}>
            <ReviewTable />
          </Later>
        )}
      </Fold>
      {problem && <Notice kind="problem">{problem}</Notice>}
      <Corrections />
    </div>
  );
}
