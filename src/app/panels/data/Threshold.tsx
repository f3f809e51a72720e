import { useId } from 'react';

import { dataWords } from '../../i18n/data.ts';
import { labelRange } from '../../state/data/columns.ts';
import { useController } from '../../state/react.ts';
import type { OpenFiles } from '../../state/store.ts';
import { DecimalField } from '../../ui/DecimalField.tsx';

const ends = ['negativeTo', 'positiveFrom'] as const;

/** For labels that are numbers: where negative ends and where positive starts. */
export function Threshold({ open, isDisabled }: { open: OpenFiles; isDisabled: boolean }) {
  const controller = useController();
  const help = useId();
  const range = labelRange(open.preview, open.columns.label);
  const { threshold } = open.columns;
  if (!range || !threshold) return null;
  return (
    <fieldset className="threshold">
      <legend>{dataWords.meaning}</legend>
      <div className="columns-row">
        {ends.map((name) => (
          <DecimalField
            key={name}
            label={dataWords[name]}
            value={threshold[name]}
            disabled={isDisabled}
            aria-describedby={help}
            onChange={({ target }) => controller.data.setThreshold({ [name]: target.value })}
          />
        ))}
      </div>
      <p className="help" id={help}>
        {dataWords.thresholdHelp(range.min, range.max)}
      </p>
    </fieldset>
  );
}
