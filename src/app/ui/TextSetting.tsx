import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';

export interface TextSettingProps {
  label: string;
  value: string;
  help: string;
  /** Such as "1 to 512". */
  range: string;
  unit?: string;
  problem?: string;
  inputMode: 'numeric' | 'decimal' | 'text';
  isDisabled?: boolean;
  onChange: (value: string) => void;
  /** An arrow key: up is 1, down is −1. */
  onStep?: (direction: 1 | -1) => void;
}

/** A setting that is typed. Its range stands beside its name, what is wrong takes the place of its help. */
export function TextSetting(props: TextSettingProps) {
  const { label, value, help, range, unit, problem, inputMode, isDisabled, onChange, onStep } = props;
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={problem !== undefined}
      isDisabled={isDisabled}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        if (!onStep) return;
        event.preventDefault();
        onStep(event.key === 'ArrowUp' ? 1 : -1);
      }}
    >
      <div className="field-head">
        <Label>{label}</Label>
        <span className="range" aria-hidden="true">
          {range}
        </span>
      </div>
      <div className="input">
        <Input inputMode={inputMode} autoComplete="off" spellCheck="false" />
        {unit && (
          <span className="unit" aria-hidden="true">
            {unit}
          </span>
        )}
      </div>
      {problem === undefined ? (
        <Text slot="description" className="help">
          {help}
          <span className="visually-hidden">
            {' '}
            {range}
            {unit ? ` ${unit}` : ''}.
          </span>
        </Text>
      ) : (
        <FieldError className="help help-problem">{problem}</FieldError>
      )}
    </TextField>
  );
}
