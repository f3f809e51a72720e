import { insideWords } from '../../i18n/inside.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyPanel } from '../../ui/LazyPanel.tsx';

/** What the network answers after each word of a text, and what its gates do there. */
export const InsidePanel = lazyPanel({
  name: 'inside',
  words: insideWords,
  room: 'stack inside-body',
  body: lazyPart('panels/inside/InsideBody.tsx', async () => (await import('./InsideBody.tsx')).InsideBody),
});
