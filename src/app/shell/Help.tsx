import { useEffect, useId, useRef } from 'react';

import { glossary } from '../../contract/messages/en/glossary.ts';
import { t } from '../i18n/index.ts';
import { Action } from '../ui/Action.tsx';
import { ViewLink } from '../ui/ViewLink.tsx';
import { shortcuts } from './shortcuts.ts';
import { firstSteps, singleKeys, useFlag } from './stored-flag.ts';
import './Help.css';

const words = t.keys;

function Keys() {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.key}</th>
          <th scope="col">{words.does}</th>
        </tr>
      </thead>
      <tbody>
        {shortcuts.map(({ key, does }) => (
          <tr key={key}>
            <th scope="row">
              <kbd>{key}</kbd>
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The list of keys, and the way back to the first hints. Escape closes it, as the browser does. */
export function Help({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const areSingle = useFlag(singleKeys);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} className="help-dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{words.title}</h2>
      <Keys />
      <label className="help-single">
        <input
          type="checkbox"
          checked={areSingle}
          onChange={({ target }) => singleKeys.set(target.checked)}
        />
        {words.single}
      </label>
      <h3>{words.terms}</h3>
      <dl className="help-terms">
        {Object.values(glossary).map(({ term, means }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <div className="help-actions">
        <Action kind="main" onPress={close}>
          {words.close}
        </Action>
        <Action
          onPress={() => {
            firstSteps.set(true);
            close();
          }}
        >
          {words.hints}
        </Action>
        <ViewLink view="lstm" onFollow={close}>
          {words.lstm}
        </ViewLink>
        {import.meta.env.PROD && <a href="./licenses.txt">{t.app.licences}</a>}
      </div>
    </dialog>
  );
}
