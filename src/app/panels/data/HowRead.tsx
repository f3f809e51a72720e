import { useState } from 'react';

import type { Encoding } from '../../../workers/protocol.ts';
import { dataWords } from '../../i18n/data.ts';
import { useController } from '../../state/react.ts';
import type { OpenFiles } from '../../state/store.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Select } from '../../ui/Select.tsx';

const encodings = Object.entries(dataWords.encodings).map(([value, label]) => ({ value, label }));
const isEncoding = (value: string): value is Encoding => value in dataWords.encodings;

function Broken({ count, samples }: { count: number; samples: string[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure title={dataWords.broken(count)} isOpen={isOpen} onToggle={setOpen}>
      <ul className="broken-lines">
        {samples.map((line, place) => (
          <li key={place}>{line}</li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** In which encoding the files were read, what of it was repaired, and what could not be read. */
export function HowRead({ open, isDisabled }: { open: OpenFiles; isDisabled: boolean }) {
  const controller = useController();
  const { encoding, repairedRows, broken } = open.preview;
  return (
    <>
      {encoding && (
        <Select
          label={dataWords.encoding}
          value={encoding}
          options={encodings}
          help={dataWords.encodingHelp}
          isDisabled={isDisabled}
          onChange={(value) => {
            if (isEncoding(value)) void controller.data.reopenWith(value);
          }}
        />
      )}
      {repairedRows > 0 && <p className="help">{dataWords.repaired(repairedRows)}</p>}
      {broken.count > 0 && <Broken {...broken} />}
    </>
  );
}
