import { useMemo } from 'react';

import { isSettingValue, presetReasons, presets } from '../../../workers/protocol.ts';
import { t, usePresetReason } from '../../i18n/index.ts';
import { presetTexts } from '../../i18n/settings.ts';
import { presetOf } from '../../state/settings/draft.ts';
import { useApp, useController } from '../../state/react.ts';
import { awaitsColumns, isBusy, dataSizeOf } from '../../state/store.ts';

/** What the preset that stands in the form chose for the data, and why. */
function Reasons({ current }: { current: string | null }) {
  const size = useApp(dataSizeOf);
  const punctuation = useApp((state) => state.draft.punctuation === true);
  const tokenization = useApp((state) => state.draft.tokenization);
  const isOfOther = useApp((state) => awaitsColumns(state.data));
  const say = usePresetReason();
  const reasons = useMemo(() => {
    const tokens = { punctuation, ...(isSettingValue('tokenization', tokenization) && { tokenization }) };
    return current === null ? [] : presetReasons(current, size, tokens);
  }, [current, size, punctuation, tokenization]);
  return reasons.length > 0 && !isOfOther && <p className="help">{reasons.map(say).join(' ')}</p>;
}

/** The presets as cards: which of them stands in the form, if any does. */
export function Presets() {
  const { settings } = useController();
  const draft = useApp((state) => state.draft);
  const size = useApp(dataSizeOf);
  const taken = useApp((state) => state.form.preset);
  const current = useMemo(() => presetOf(draft, size, taken), [draft, size, taken]);
  const isDisabled = useApp((state) => isBusy(state.run));
  return (
    <>
      <div className="presets" role="group" aria-label={t.model.preset}>
        {presets.map(({ id }) => (
          <button
            key={id}
            type="button"
            className="preset"
            aria-pressed={id === current}
            title={presetTexts[id].help}
            disabled={isDisabled}
            onClick={() => settings.takePreset(id)}
          >
            {presetTexts[id].label}
          </button>
        ))}
      </div>
      <Reasons current={current} />
    </>
  );
}
