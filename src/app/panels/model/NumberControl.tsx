import type { Field } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';

type NumericField = Extract<Field, { kind: 'integer' | 'number' | 'integers' }>;

export interface NumberControlProps {
  id: string;
  'aria-describedby': string;
  field: NumericField;
  label: string;
  value: string;
  isInvalid: boolean;
  disabled: boolean;
  onChange: (value: string) => void;
  /** The field is left. */
  onDone: () => void;
  /** One step up or down. */
  onStep: (direction: 1 | -1) => void;
}

/** A number as text, with a slider where its range is natural, else with buttons for a step; arrow keys step too. */
export function NumberControl({
  field,
  label,
  value,
  isInvalid,
  onChange,
  onDone,
  onStep,
  ...own
}: NumberControlProps) {
  const steps = field.kind !== 'integers';
  const input = (
    <input
      {...own}
      type="text"
      inputMode={field.kind === 'integers' ? 'text' : field.kind === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      spellCheck="false"
      value={value}
      aria-invalid={isInvalid || undefined}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onDone}
      onKeyDown={(event) => {
        if (!steps || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        onStep(event.key === 'ArrowUp' ? 1 : -1);
      }}
    />
  );
  if (!steps) return input;
  if (field.slider)
    return (
      <div className="slider">
        <input
          type="range"
          tabIndex={-1}
          aria-label={t.model.slider(label)}
          min={field.min}
          max={field.max}
          step={field.step}
          value={value}
          disabled={own.disabled}
          onChange={(event) => onChange(event.target.value)}
          onPointerUp={onDone}
        />
        {input}
      </div>
    );
  return (
    <div className="stepper">
      <Step label={t.model.decrease(label)} sign="−" disabled={own.disabled} onPress={() => onStep(-1)} />
      {input}
      <Step label={t.model.increase(label)} sign="+" disabled={own.disabled} onPress={() => onStep(1)} />
    </div>
  );
}

interface StepProps {
  label: string;
  sign: string;
  disabled: boolean;
  onPress: () => void;
}

/** Arrow keys do the same in the field: it is no stop of its own for the keyboard. */
function Step({ label, sign, disabled, onPress }: StepProps) {
  return (
    <button
      type="button"
      className="step"
      tabIndex={-1}
      aria-label={label}
      disabled={disabled}
      onClick={onPress}
    >
      {sign}
    </button>
  );
}
