import { memo, useId, type ReactNode } from 'react';

import { fields, type FieldName } from '../../../workers/protocol.ts';
import { t, useHelpOf } from '../../i18n/index.ts';
import { choiceLabel, choicesOf, settingTexts } from '../../i18n/settings.ts';
import * as format from '../../i18n/format.ts';
import { settled, stepped } from '../../state/settings/draft.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { NumberControl } from './NumberControl.tsx';
import { SettingRow } from './SettingRow.tsx';

export interface SettingProps {
  name: FieldName;
  /** What the preset has here. */
  preset: string | boolean;
  problem?: string;
}

/** What may stand in a field, in words; null where its control shows that. */
function rangeOf(name: FieldName): string | null {
  const field = fields[name];
  if (field.kind === 'integers') return t.model.rangeList(field.min, field.max, field.maxCount);
  if (field.kind !== 'integer' && field.kind !== 'number') return null;
  return t.model.range(format.bound(field.min), format.bound(field.max), settingTexts[name].unit);
}

/** A value as the form shows it. */
function shown(name: FieldName, value: string | boolean): string {
  if (typeof value === 'boolean') return value ? t.model.on : t.model.off;
  return choiceLabel(name, value);
}

interface ControlProps {
  name: FieldName;
  id: string;
  value: string | boolean;
  isInvalid: boolean;
  isDisabled: boolean;
}

/** The control of one setting, as its row in the settings' table says. */
function Control({ name, id, value, isInvalid, isDisabled }: ControlProps): ReactNode {
  const { settings } = useController();
  const field = fields[name];
  const set = (next: string | boolean) => settings.set(name, next);
  const described = { id, disabled: isDisabled, 'aria-describedby': `${id}-help` };
  switch (field.kind) {
    case 'choice':
      return (
        <div className="select">
          <select {...described} value={String(value)} onChange={(event) => set(event.target.value)}>
            {choicesOf(name).map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        </div>
      );
    case 'switch':
      return (
        <label className="switch">
          <input
            {...described}
            type="checkbox"
            role="switch"
            aria-checked={value === true}
            checked={value === true}
            onChange={(event) => set(event.target.checked)}
          />
        </label>
      );
    case 'integers':
    case 'integer':
    case 'number':
      return (
        <NumberControl
          {...described}
          field={field}
          label={settingTexts[name].label}
          value={String(value)}
          isInvalid={isInvalid}
          onChange={set}
          onDone={() => settings.settle(name)}
          onStep={(direction) => {
            const next = stepped(name, String(value), direction);
            if (next !== null) set(next);
          }}
        />
      );
  }
}

/** One setting, drawn as its row in the settings' table says. */
export const Setting = memo(function Setting({ name, preset, problem }: SettingProps) {
  const { settings } = useController();
  const id = useId();
  const value = useApp((state) => state.draft[name]);
  const isDisabled = useApp((state) => isBusy(state.run));
  const field = fields[name];
  const help = useHelpOf(name);
  const range = rangeOf(name);
  const isChanged = settled(name, value) !== preset && !field.isPersonal;
  return (
    <SettingRow
      id={id}
      label={settingTexts[name].label}
      help={
        <>
          {help} {range && <span className="range">{range}</span>}
        </>
      }
      problem={problem}
      preset={isChanged ? shown(name, preset) : null}
      isDisabled={isDisabled}
      onBack={() => settings.set(name, preset)}
    >
      <Control name={name} id={id} value={value} isInvalid={problem !== undefined} isDisabled={isDisabled} />
    </SettingRow>
  );
});
