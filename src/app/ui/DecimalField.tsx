import { useId, type ComponentProps } from 'react';

/** A number that is typed; the rest is the input's own. */
export function DecimalField({ label, ...input }: ComponentProps<'input'> & { label: string }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} inputMode="decimal" autoComplete="off" {...input} />
    </div>
  );
}
