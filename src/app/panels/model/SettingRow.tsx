import { useState, type ReactNode } from 'react';

import { t } from '../../i18n/index.ts';
import { Action } from '../../ui/Action.tsx';

export interface SettingRowProps {
  /** Of the control; its help has the same with “-help”. */
  id: string;
  label: string;
  help: ReactNode;
  /** Takes the place of the help. */
  problem?: string;
  /** What the preset has here, where that is another value. */
  preset: string | null;
  isDisabled: boolean;
  onBack: () => void;
  children: ReactNode;
}

/** A setting on one line: its name, what it is about on demand, the way back to the preset, and its control. */
export function SettingRow(props: SettingRowProps) {
  const { id, label, help, problem, preset, isDisabled, onBack, children } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={preset === null ? 'setting' : 'setting setting-changed'}>
      <div className="setting-name">
        <label htmlFor={id}>{label}</label>
        <button
          type="button"
          className="setting-about"
          aria-label={t.model.about(label)}
          aria-expanded={isOpen}
          aria-controls={`${id}-help`}
          onClick={() => setOpen(!isOpen)}
        >
          ?
        </button>
        {preset !== null && (
          <Action kind="quiet" label={t.model.backTo(label, preset)} isDisabled={isDisabled} onPress={onBack}>
            ↺ {preset}
          </Action>
        )}
      </div>
      <div className="setting-control">{children}</div>
      {problem === undefined ? (
        <p id={`${id}-help`} className={isOpen ? 'help' : 'visually-hidden'}>
          {help}
        </p>
      ) : (
        <p id={`${id}-help`} className="help help-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
