import { memo } from 'react';

import { fields, helpOf, type FieldName } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { stepped } from '../../state/settings/draft.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Select } from '../../ui/Select.tsx';
import { SwitchSetting } from '../../ui/SwitchSetting.tsx';
import { TextSetting } from '../../ui/TextSetting.tsx';

export interface SettingProps {
  name: FieldName;
  problem?: string;
}

/** One setting, drawn as its row in the settings' table says. */
export const Setting = memo(function Setting({ name, problem }: SettingProps) {
  const controller = useController();
  const value = useApp((state) => state.draft[name]);
  const isDisabled = useApp((state) => isBusy(state.run));
  const field = fields[name];
  const set = (next: string | boolean) => controller.settings.set(name, next);
  const settle = () => controller.settings.settle(name);

  switch (field.kind) {
    case 'choice':
      return (
        <Select
          label={field.label}
          value={String(value)}
          options={field.choices}
          help={helpOf(field)}
          isDisabled={isDisabled}
          onChange={set}
        />
      );
    case 'switch':
      return (
        <SwitchSetting
          label={field.label}
          help={helpOf(field)}
          isSelected={value === true}
          onText={t.model.on}
          offText={t.model.off}
          isDisabled={isDisabled}
          onChange={set}
        />
      );
    case 'integers':
      return (
        <TextSetting
          label={field.label}
          value={String(value)}
          help={helpOf(field)}
          range={t.model.rangeList(field.min, field.max, field.maxCount)}
          problem={problem}
          inputMode="text"
          isDisabled={isDisabled}
          onChange={set}
          onDone={settle}
        />
      );
    case 'integer':
    case 'number':
      return (
        <TextSetting
          label={field.label}
          value={String(value)}
          help={helpOf(field)}
          range={t.model.range(format.bound(field.min), format.bound(field.max), field.unit)}
          unit={field.unit}
          problem={problem}
          inputMode={field.kind === 'integer' ? 'numeric' : 'decimal'}
          isDisabled={isDisabled}
          onChange={set}
          onDone={settle}
          onStep={(direction) => {
            const next = stepped(name, String(value), direction);
            if (next !== null) set(next);
          }}
        />
      );
  }
});
