import { errorWords } from '../../i18n/errors.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyPanel } from '../../ui/LazyPanel.tsx';

/** How accurate the test was on reviews that have something in common. */
export const ErrorGroupsPanel = lazyPanel({
  name: 'error-groups',
  words: errorWords.groups,
  room: 'errors-body',
  body: lazyPart(
    'panels/errors/ErrorGroupsBody.tsx',
    async () => (await import('./ErrorGroupsBody.tsx')).ErrorGroupsBody,
  ),
});
