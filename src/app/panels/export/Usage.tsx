import { useState } from 'react';

import { copyText } from '../../../platform.ts';
import { exportWords as words } from '../../i18n/export.ts';
import { useApp } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { snippetsFor, type Snippet } from './snippets.ts';

function Code({ snippet: { runtime, code } }: { snippet: Snippet }) {
  const [isCopied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="usage">
      <h4>{runtime}</h4>
      <pre>
        <code>{code}</code>
      </pre>
      <div className="usage-copy">
        <Action
          kind="quiet"
          label={words.copyCode(runtime)}
          onPress={() => void copyText(code).then(setCopied)}
        >
          {words.copy}
        </Action>
        <span className="help" role="status">
          {isCopied !== null && (isCopied ? words.copied : words.notCopied)}
        </span>
      </div>
    </div>
  );
}

/** Code to copy for each part that the zip is to hold. */
export function Usage() {
  const { parts, held } = useApp((state) => state.model);
  const [isOpen, setOpen] = useState(false);
  if (parts.length === 0) return null;
  const snippets = snippetsFor(held?.summary.classNames.length ?? 2);
  return (
    <Disclosure title={words.usage} isOpen={isOpen} onToggle={setOpen}>
      {parts.flatMap((part) =>
        snippets[part].map((snippet) => <Code key={snippet.runtime} snippet={snippet} />),
      )}
    </Disclosure>
  );
}
