import { t } from '../../i18n/index.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const ReviewsBody = lazyComponent(
  lazyPart('panels/reviews/ReviewsBody.tsx', async () => (await import('./ReviewsBody.tsx')).ReviewsBody),
);

/** The data's reviews one by one. */
export function ReviewsPanel() {
  return (
    <Panel name="reviews" title={t.reviews.title} lead={t.reviews.lead}>
      <LazyBoundary placeholder={<Skeleton className="reviews-body" />}>
        <ReviewsBody />
      </LazyBoundary>
    </Panel>
  );
}
