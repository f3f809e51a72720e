import { useEffect, useRef, useState } from 'react';

import { t } from '../../i18n/index.ts';
import { useController } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';

interface DeleteSavedProps {
  id: string;
  name: string;
  /** Its button is gone: the focus needs another place. */
  onGone: () => void;
}

const words = t.data.kept;

/** Takes kept data off this device, once the person has said so twice. */
export function DeleteSaved({ id, name, onGone }: DeleteSavedProps) {
  const { remembered } = useController();
  const [asks, setAsks] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const hasAsked = useRef(false);
  useEffect(() => {
    // The button that was pressed has given way to others: the focus goes to the first of them.
    if (asks || hasAsked.current) box.current?.querySelector('button')?.focus();
    hasAsked.current = asks;
  }, [asks]);

  async function forget() {
    await remembered.forget(id);
    onGone();
  }

  return (
    <div className="forget" ref={box}>
      {asks ? (
        <>
          <p className="help">{words.sure(name)}</p>
          <Action kind="quiet" onPress={() => void forget()}>
            {words.yes}
          </Action>
          <Action kind="quiet" onPress={() => setAsks(false)}>
            {words.no}
          </Action>
        </>
      ) : (
        <Action kind="quiet" label={words.forgetName(name)} onPress={() => setAsks(true)}>
          {words.forget}
        </Action>
      )}
    </div>
  );
}
