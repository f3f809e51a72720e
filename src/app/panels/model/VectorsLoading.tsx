import { vectorWords } from '../../i18n/vectors.ts';
import { useApp, useController } from '../../state/react.ts';
import type { VectorStart } from '../../state/vectors/slice.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';

/** How far a file of vectors, or of unlabelled texts, is read. */
export function VectorsLoading({ start }: { start: VectorStart }) {
  const { vectors } = useController();
  const loading = useApp((state) => state.vectors.loading);
  if (loading?.start !== start) return null;
  const share = loading.progress?.share ?? null;
  return (
    <ProgressLine
      label={start === 'learned' ? vectorWords.readingTexts : vectorWords.loading}
      sentence={vectorWords.reading(share)}
      share={share}
      phase={start}
      cancel={{ label: vectorWords.cancel, isDisabled: false, onPress: vectors.cancel }}
    />
  );
}
