import { decideWords } from '../../i18n/decide.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyPanel } from '../../ui/LazyPanel.tsx';

/** How the network's answers become classes, and how far its probabilities may be believed. */
export const DecidePanel = lazyPanel({
  name: 'decide',
  words: decideWords,
  room: 'decide-body',
  body: lazyPart('panels/decide/DecideBody.tsx', async () => (await import('./DecideBody.tsx')).DecideBody),
});
