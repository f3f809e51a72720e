import { wordsWords } from '../../i18n/words.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';

const WordsBody = lazyComponent(
  lazyPart('panels/words/WordsBody.tsx', async () => (await import('./WordsBody.tsx')).WordsBody),
);

/** The words of the network: which are near each other, and what it makes of them beside counting. */
export function WordsPanel() {
  return (
    <Panel name="words" title={wordsWords.title} lead={wordsWords.lead}>
      <LazyBoundary placeholder={<Skeleton className="stack words-body" />}>
        <WordsBody />
      </LazyBoundary>
    </Panel>
  );
}
