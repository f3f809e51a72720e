import type { EmbeddingStart } from '../../../workers/protocol.ts';
import { vectorWords } from '../../i18n/vectors.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import type { VectorStart } from '../../state/vectors/slice.ts';
import { Action } from '../../ui/Action.tsx';
import { FileAction } from '../../ui/FileAction.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { Saving } from './Saving.tsx';
import { Unlabelled } from './Unlabelled.tsx';

/** How many words of the texts have a vector. */
function Coverage() {
  const coverage = useApp((state) => state.vectors.coverage);
  const hasData = useApp((state) => state.data.loaded !== null);
  if (!coverage) return hasData ? <p className="quiet-line">{vectorWords.counting}</p> : null;
  return <p>{vectorWords.coverage(coverage)}</p>;
}

/** Where they come from, and which words they add and lack. */
function More({ start }: { start: VectorStart }) {
  const origin = useApp((state) => state.vectors.loaded[start]?.summary.origin);
  const coverage = useApp((state) => state.vectors.coverage);
  if (!origin && !coverage) return null;
  return (
    <details>
      <summary>{vectorWords.more}</summary>
      {origin && <p className="help">{vectorWords.origin(origin)}</p>}
      {coverage && <p className="help">{vectorWords.further(coverage)}</p>}
      {coverage && coverage.missing.length > 0 && (
        <p className="help">{vectorWords.missing(coverage.missing)}</p>
      )}
    </details>
  );
}

/** How far a file of vectors is read. */
function VectorsLoading({ start }: { start: VectorStart }) {
  const { vectors } = useController();
  const loading = useApp((state) => state.vectors.loading);
  if (loading?.start !== start) return null;
  const share = loading.progress?.share ?? null;
  return (
    <ProgressLine
      label={vectorWords.loading}
      sentence={vectorWords.reading(share)}
      share={share}
      phase={start}
      cancel={{ label: vectorWords.cancel, isDisabled: false, onPress: vectors.cancel }}
    />
  );
}

function Choose({ start }: { start: VectorStart }) {
  const { vectors } = useController();
  const isDisabled = useApp((state) => isBusy(state.run) || state.vectors.loading !== null);
  const isLoaded = useApp((state) => state.vectors.loaded[start] !== undefined);
  if (start === 'file')
    return (
      <>
        <FileAction
          kind="quiet"
          label={isLoaded ? vectorWords.chooseAnother : vectorWords.choose}
          isDisabled={isDisabled}
          onFiles={([file]) => void vectors.loadFile({ path: file.name, file })}
        />
        {!isLoaded && <p className="help">{vectorWords.noFile}</p>}
      </>
    );
  if (isLoaded || isDisabled) return null;
  return (
    <Action kind="quiet" isDisabled={isDisabled} onPress={() => void vectors.loadEnglish()}>
      {vectorWords.again}
    </Action>
  );
}

/** That the English vectors, which a preset would start from, could not be loaded. */
function NoEnglish() {
  const problem = useApp((state) => state.vectors.problem);
  return (
    <div className="vectors" aria-live="polite">
      {problem && <Notice kind="problem">{problem.sentence}</Notice>}
      <VectorsLoading start="english" />
      <Choose start="english" />
    </div>
  );
}

/** The word vectors that the embedding starts from: which, where from, and what of the data they cover. */
export function Vectors({ start }: { start: EmbeddingStart }) {
  if (start === 'random') return <NoEnglish />;
  return start === 'learned' ? <Unlabelled use="vectors" /> : <Chosen start={start} />;
}

function Chosen({ start }: { start: VectorStart }) {
  const loaded = useApp((state) => state.vectors.loaded[start]);
  const problem = useApp((state) => state.vectors.problem);
  const request = loaded?.request;
  return (
    <div className="vectors" aria-live="polite">
      {loaded && <p>{vectorWords.of(loaded.summary)}</p>}
      {problem?.start === start && <Notice kind="problem">{problem.sentence}</Notice>}
      <VectorsLoading start={start} />
      {loaded && problem?.start !== start && <Coverage />}
      {loaded && <More start={start} />}
      {request && 'file' in request && (
        <Saving purpose="vectors" files={[request.file]} words={vectorWords.saving} canDelete />
      )}
      <Choose start={start} />
    </div>
  );
}
