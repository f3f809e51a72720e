import { t } from '../../i18n/index.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyPanel } from '../../ui/LazyPanel.tsx';

/** The data's reviews one by one. */
export const ReviewsPanel = lazyPanel({
  name: 'reviews',
  words: t.reviews,
  room: 'reviews-body',
  body: lazyPart(
    'panels/reviews/ReviewsBody.tsx',
    async () => (await import('./ReviewsBody.tsx')).ReviewsBody,
  ),
});
