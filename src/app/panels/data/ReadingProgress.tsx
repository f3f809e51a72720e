import { dataWords } from '../../i18n/data.ts';
import { useApp, useController } from '../../state/react.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';

const words = dataWords.progress;

/** What is being read, how far it is, how long it will take, and a way out. */
export function ReadingProgress() {
  const controller = useController();
  const { loading, progress, cancelling, selected, samples } = useApp((state) => state.data);
  // A sample is fetched whole: who wants another one chooses that.
  const isSample = samples.some(({ id, name }) => id === selected && name === loading);
  const phase = progress ? words.phase(progress.phase, progress.rows) : dataWords.loading(loading ?? '');
  const left = progress?.secondsLeft ?? null;
  const cancel = {
    label: cancelling ? words.cancelling : words.cancel,
    isDisabled: cancelling,
    onPress: controller.data.cancel,
  };
  return (
    <ProgressLine
      label={words.label}
      sentence={left === null ? phase : `${phase}, ${words.left(left)}`}
      share={progress?.share ?? null}
      phase={`${loading} ${progress?.phase}`}
      cancel={isSample ? null : cancel}
    />
  );
}
