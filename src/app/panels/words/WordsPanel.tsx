import { wordsWords } from '../../i18n/words.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyPanel } from '../../ui/LazyPanel.tsx';

/** The words of the network: which are near each other, and what it makes of them beside counting. */
export const WordsPanel = lazyPanel({
  name: 'words',
  words: wordsWords,
  room: 'stack words-body',
  body: lazyPart('panels/words/WordsBody.tsx', async () => (await import('./WordsBody.tsx')).WordsBody),
});
