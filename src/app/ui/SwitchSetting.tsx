import { useId } from 'react';
import { Switch } from 'react-aria-components';

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
      <span className="field-label" id={id}>
        {label}
      </span>
      <Switch
        className="switch"
        isSelected={isSelected}
        isDisabled={isDisabled}
        onChange={onChange}
        aria-labelledby={id}
        aria-describedby={`${id}-help`}
      >
        <span className="switch-track" aria-hidden="true">
          <span className="switch-knob" />
        </span>
        <span aria-hidden="true">{isSelected ? onText : offText}</span>
      </Switch>
      <p className="help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}
