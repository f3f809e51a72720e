import { wordsWords as words } from '../../i18n/words.ts';
import { InquiryProgress } from '../../shared/InquiryProgress.tsx';
import { useApp } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { useWords } from '../../state/words/actions.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Compared } from './Compared.tsx';
import { NearestWords } from './NearestWords.tsx';
import { WordMap } from './WordMap.tsx';
import './words.css';

/** What the network makes of words beside what counting makes, once it is asked for. */
function Comparison() {
  const actions = useWords();
  const inquiry = useApp((state) => state.words.report);
  const { found, isAsking, share, problem } = inquiry;
  return (
    <section className="stack">
      <h3>{words.compare.title}</h3>
      <p className="help">{words.compare.help}</p>
      {!found && (
        <div>
          <Action isDisabled={isAsking} onPress={actions.compare}>
            {words.compare.find}
          </Action>
        </div>
      )}
      {problem && <Notice kind="problem">{problem}</Notice>}
      {isAsking && (
        <InquiryProgress
          of={inquiry}
          label={words.compare.searchLabel}
          sentence={words.compare.searching(share)}
          onCancel={actions.cancel}
        />
      )}
      {found && (
        <>
          <Compared report={found} />
          <WordMap report={found} />
        </>
      )}
    </section>
  );
}

/** Nearest words, the comparison with counting, and the map. */
export function WordsBody() {
  const isHeld = useApp((state) => state.model.held !== null);
  const isTraining = useApp((state) => isBusy(state.run));
  if (!isHeld || isTraining) return <p className="waiting">{isTraining ? words.busy : words.waiting}</p>;
  return (
    <div className="stack words-body">
      <NearestWords />
      <Comparison />
    </div>
  );
}
