import { dataWords } from '../../i18n/data.ts';
import { useApp, useController } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';

const words = dataWords.saved;

/** Asks once whether data of one's own should outlive a reload; says what became of it. */
export function SaveOffer() {
  const { savedData } = useController();
  const { offer, saving, problem } = useApp((state) => state.savedData);
  return (
    <>
      {offer !== null && (
        <Notice kind="hint">
          {saving ? words.saving : words.offer(offer)}{' '}
          <span className="offer-answers">
            <Action isDisabled={saving} onPress={() => void savedData.save()}>
              {words.save}
            </Action>
            <Action kind="quiet" isDisabled={saving} onPress={savedData.notNow}>
              {words.notNow}
            </Action>
          </span>
        </Notice>
      )}
      {problem && <Notice kind="warning">{problem}</Notice>}
    </>
  );
}
