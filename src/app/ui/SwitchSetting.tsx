import { useId } from 'react';

export interface SwitchSettingProps {
  label: string;
  help: string;
  isSelected: boolean;
  onText: string;
  offText: string;
  isDisabled?: boolean;
  onChange: (value: boolean) => void;
}

export function SwitchSetting(props: SwitchSettingProps) {
  const { label, help, isSelected, onText, offText, isDisabled, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <label className="switch">
        <input
          id={id}
          type="checkbox"
          role="switch"
          aria-checked={isSelected}
          checked={isSelected}
          disabled={isDisabled}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span aria-hidden="true">{isSelected ? onText : offText}</span>
      </label>
      <p className="help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}
