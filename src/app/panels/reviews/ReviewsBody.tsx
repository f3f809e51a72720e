import { useEffect } from 'react';

import { reviewWords as words } from '../../i18n/doctor.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import { chosenData } from '../../state/store.ts';
import './reviews.css';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Corrections } from './Corrections.tsx';

const ReviewTable = lazyComponent(
  lazyPart('panels/reviews/ReviewTable.tsx', async () => (await import('./ReviewTable.tsx')).ReviewTable),
);

/** The table is folded away until somebody wants it, or a finding leads to it. */
export function ReviewsBody() {
  const { reviews } = useChecking();
  const { isOpen, problem } = useApp((state) => state.reviews);
  const hasData = useApp(({ data }) => chosenData(data) !== null);
  useEffect(() => reviews.watch(), [reviews]);
  return (
    <div className="reviews-body">
      <Disclosure title={words.open} isOpen={isOpen} onToggle={reviews.setOpen}>
        {hasData && (
          <LazyBoundary placeholder={<Skeleton className="review-table" />}>
            <ReviewTable />
          </LazyBoundary>
        )}
      </Disclosure>
      {problem && <Notice kind="problem">{problem}</Notice>}
      <Corrections />
    </div>
  );
}
