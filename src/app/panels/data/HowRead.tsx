import { useState } from 'react';

import { dataWords } from '../../i18n/data.ts';
import { EncodingSelect } from '../../shared/EncodingSelect.tsx';
import { useController } from '../../state/react.ts';
import type { OpenFiles } from '../../state/store.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';

/** What was odd about lines, with the first few of them. */
function OddLines({ title, help, samples }: { title: string; help?: string; samples: string[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure title={title} isOpen={isOpen} onToggle={setOpen}>
      {help && <p className="help">{help}</p>}
      <ul className="broken-lines">
        {samples.map((line, place) => (
          <li key={place}>{line}</li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** In which encoding the files were read, what of it was repaired or joined, and what could not be read. */
export function HowRead({ open, isDisabled }: { open: OpenFiles; isDisabled: boolean }) {
  const controller = useController();
  const { encoding, repairedRows, broken, joined } = open.preview;
  return (
    <>
      {encoding && (
        <EncodingSelect
          value={encoding}
          help={dataWords.encodingHelp}
          isDisabled={isDisabled}
          onChange={(chosen) => void controller.data.reopenWith(chosen)}
        />
      )}
      {repairedRows > 0 && <p className="help">{dataWords.repaired(repairedRows)}</p>}
      {broken.count > 0 && <OddLines title={dataWords.broken(broken.count)} samples={broken.samples} />}
      {joined.count > 0 && (
        <OddLines
          title={dataWords.joined(joined.count)}
          help={dataWords.joinedHelp}
          samples={joined.samples}
        />
      )}
    </>
  );
}
