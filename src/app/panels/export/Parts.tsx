import { useId } from 'react';

import { exportParts, type ExportPart } from '../../../contract/export-parts.ts';
import { exportWords } from '../../i18n/export.ts';
import { useApp, useController } from '../../state/react.ts';

const words = exportWords;

/** What the download is to hold, a line each on what that is for. */
export function Parts() {
  const isDisabled = useApp((state) => state.model.exporting);
  return (
    <fieldset className="parts" disabled={isDisabled}>
      <legend>{words.parts}</legend>
      {exportParts.map((part) => (
        <Part key={part} part={part} />
      ))}
      <p className="help">{words.always}</p>
    </fieldset>
  );
}

/** Parts that hold all weights, of 4 bytes each: that is nearly all of their size. */
const withWeights: ReadonlySet<ExportPart> = new Set(['tfjs', 'safetensors', 'onnx', 'keras']);

function Part({ part }: { part: ExportPart }) {
  const { model } = useController();
  const isChosen = useApp((state) => state.model.parts.includes(part));
  const weights = useApp((state) => state.model.held?.summary.parameterCount ?? null);
  const id = useId();
  const { name, use } = words.part[part];
  const size = weights !== null && withWeights.has(part) ? 4 * weights : null;
  return (
    <div className="part">
      <label>
        <input
          type="checkbox"
          checked={isChosen}
          aria-describedby={`${id}-use`}
          onChange={({ target }) => model.choosePart(part, target.checked)}
        />
        {name}
      </label>
      <p className="help" id={`${id}-use`}>
        {size === null ? use : words.about(use, size)}
      </p>
    </div>
  );
}
