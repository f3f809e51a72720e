import { useEffect, useRef, useState } from 'react';

import { dataWords } from '../../i18n/data.ts';
import { useController } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';

interface DeleteSavedProps {
  id: string;
  name: string;
  /** Its button is gone: the focus needs another place. */
  onGone: () => void;
}

const words = dataWords.saved;

/** Deletes saved data from this device, once the user has confirmed it. */
export function DeleteSaved({ id, name, onGone }: DeleteSavedProps) {
  const { savedData } = useController();
  const [asks, setAsks] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const hasAsked = useRef(false);
  useEffect(() => {
    // The button that was pressed has given way to others: the focus goes to the first of them.
    if (asks || hasAsked.current) box.current?.querySelector('button')?.focus();
    hasAsked.current = asks;
  }, [asks]);

  async function remove() {
    await savedData.delete(id);
    onGone();
  }

  return (
    <div className="delete-saved" ref={box}>
      {asks ? (
        <>
          <p className="help">{words.sure(name)}</p>
          <Action kind="quiet" onPress={() => void remove()}>
            {words.yes}
          </Action>
          <Action kind="quiet" onPress={() => setAsks(false)}>
            {words.no}
          </Action>
        </>
      ) : (
        <Action kind="quiet" label={words.deleteName(name)} onPress={() => setAsks(true)}>
          {words.delete}
        </Action>
      )}
    </div>
  );
}
