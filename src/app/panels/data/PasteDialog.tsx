import { useEffect, useId, useRef, useState } from 'react';

import { dataWords } from '../../i18n/data.ts';
import { t } from '../../i18n/index.ts';
import { fromText } from '../../state/data/input-files.ts';
import { useController } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';

/** A place to paste into, for who does not paste into the page itself. Escape closes it, as the browser does. */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const controller = useController();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  /** The browser's own closing gives the focus back to the button that it was opened by. */
  const close = () => dialog.current?.close();

  function read() {
    close();
    void controller.take(fromText(text, t.data.pastedName));
  }

  return (
    <dialog ref={dialog} className="paste" aria-labelledby={`${id}-title`} onClose={onClose}>
      <h3 id={`${id}-title`}>{dataWords.pasteTitle}</h3>
      <div className="field">
        <label htmlFor={`${id}-text`}>{dataWords.pasteLabel}</label>
        <textarea
          id={`${id}-text`}
          rows={10}
          spellCheck="false"
          value={text}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="help" id={`${id}-hint`}>
          {dataWords.pasteHint}
        </p>
      </div>
      <div className="paste-actions">
        <Action kind="main" isDisabled={text.trim() === ''} onPress={read}>
          {dataWords.pasteRead}
        </Action>
        <Action onPress={close}>{dataWords.pasteClose}</Action>
      </div>
    </dialog>
  );
}
