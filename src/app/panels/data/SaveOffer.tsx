import { t } from '../../i18n/index.ts';
import { useApp, useController } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';

const words = t.data.kept;

/** Asks once whether data of one's own should outlive a reload; says what became of it. */
export function SaveOffer() {
  const { remembered } = useController();
  const { offer, keeping, problem } = useApp((state) => state.remembered);
  return (
    <>
      {offer !== null && (
        <Notice kind="hint">
          {keeping ? words.keeping : words.offer(offer)}{' '}
          <span className="offer-answers">
            <Action isDisabled={keeping} onPress={() => void remembered.keep()}>
              {words.keep}
            </Action>
            <Action kind="quiet" isDisabled={keeping} onPress={remembered.notNow}>
              {words.notNow}
            </Action>
          </span>
        </Notice>
      )}
      {problem && <Notice kind="warning">{problem}</Notice>}
    </>
  );
}
