import { useId } from 'react';

import { dataWords } from '../../i18n/data.ts';
import { labelRange, type ThresholdDraft } from '../../state/data/columns.ts';
import { useController } from '../../state/react.ts';
import type { OpenFiles } from '../../state/store.ts';

interface EndProps {
  name: keyof ThresholdDraft;
  label: string;
  open: OpenFiles;
  isDisabled: boolean;
  describedBy: string;
}

function End({ name, label, open, isDisabled, describedBy }: EndProps) {
  const controller = useController();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={open.columns.threshold?.[name] ?? ''}
        disabled={isDisabled}
        aria-describedby={describedBy}
        onChange={(event) => controller.data.setThreshold({ [name]: event.target.value })}
      />
    </div>
  );
}

/** For labels that are numbers: where negative ends and where positive starts. */
export function Threshold({ open, isDisabled }: { open: OpenFiles; isDisabled: boolean }) {
  const help = useId();
  const range = labelRange(open.preview, open.columns.label);
  if (!range || !open.columns.threshold) return null;
  const shared = { open, isDisabled, describedBy: help };
  return (
    <fieldset className="threshold">
      <legend>{dataWords.meaning}</legend>
      <div className="columns-row">
        <End {...shared} name="negativeTo" label={dataWords.negativeTo} />
        <End {...shared} name="positiveFrom" label={dataWords.positiveFrom} />
      </div>
      <p className="help" id={help}>
        {dataWords.thresholdHelp(range.min, range.max)}
      </p>
    </fieldset>
  );
}
