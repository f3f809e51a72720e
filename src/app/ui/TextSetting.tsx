import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';

export interface TextSettingProps {
  label: string;
  value: string;
  help: string;
  /** Such as "1 to 512." */
  range: string;
  unit?: string;
  problem?: string;
  inputMode: 'numeric' | 'decimal' | 'text';
  isDisabled?: boolean;
  onChange: (value: string) => void;
  /** The field is left. */
  onDone?: () => void;
  /** An arrow key: up is 1, down is −1. */
  onStep?: (direction: 1 | -1) => void;
}

/** A setting that is typed. What is wrong with it takes the place of its help and range. */
export function TextSetting(props: TextSettingProps) {
  const { label, value, help, range, unit, problem, inputMode, isDisabled } = props;
  const { onChange, onDone, onStep } = props;
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      onBlur={onDone}
      isInvalid={problem !== undefined}
      isDisabled={isDisabled}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        if (!onStep) return;
        event.preventDefault();
        onStep(event.key === 'ArrowUp' ? 1 : -1);
      }}
    >
      <Label>{label}</Label>
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
          {help} <span className="range">{range}</span>
        </Text>
      ) : (
        <FieldError className="help help-problem">{problem}</FieldError>
      )}
    </TextField>
  );
}
