import { errorWords } from '../../i18n/errors.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyPanel } from '../../ui/LazyPanel.tsx';

/** Labels of the data that probably are wrong. */
export const LabelErrorsPanel = lazyPanel({
  name: 'label-errors',
  words: errorWords.labels,
  room: 'errors-body',
  body: lazyPart(
    'panels/errors/LabelErrorsBody.tsx',
    async () => (await import('./LabelErrorsBody.tsx')).LabelErrorsBody,
  ),
});
