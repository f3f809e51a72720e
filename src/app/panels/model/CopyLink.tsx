import { useState } from 'react';

import { copyText } from '../../../platform.ts';
import { t } from '../../i18n/index.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { useApp, useSettings } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';
import { useLazyCode } from '../../ui/LazyBoundary.tsx';

const linkActions = lazyPart(
  'state/settings/link-actions.ts',
  () => import('../../state/settings/link-actions.ts'),
);

const words = t.link;

/** The settings as a link, for somebody else or for later. It never holds data. */
export function CopyLink() {
  const { config } = useSettings();
  const source = useApp((state) => state.data.loaded?.source);
  const taken = useApp((state) => state.link);
  const [made, setMade] = useState<{ link: string; isCopied: boolean; of: typeof config } | null>(null);
  const { failure, withCode } = useLazyCode(linkActions);
  const current = made?.of === config ? made : null;

  async function copy() {
    if (!config) return;
    await withCode(async ({ linkTo }) => {
      const link = linkTo(config, source?.kind === 'sample' ? source.sample.id : null);
      setMade({ link, isCopied: await copyText(link), of: config });
    });
  }

  return (
    <div className="copy-link">
      <Action kind="quiet" isDisabled={!config} onPress={() => void copy()}>
        {words.copy}
      </Action>
      <span role="status" className="help">
        {failure ?? (current ? (current.isCopied ? words.copied : words.byHand) : taken)}
      </span>
      {current && !current.isCopied && (
        <div className="field">
          <input
            readOnly
            aria-label={words.label}
            value={current.link}
            onFocus={(event) => event.target.select()}
          />
        </div>
      )}
    </div>
  );
}
