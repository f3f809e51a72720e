import { useId, useState } from 'react';

import type { SampleDataset } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { useApp, useSession } from '../../state/react.ts';
import { ownFile } from '../../state/store.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Fold } from '../../ui/Fold.tsx';

interface CardProps {
  value: string;
  name: string;
  description: string;
  facts: string;
  isDisabled: boolean;
}

function Card({ value, name, description, facts, isDisabled }: CardProps) {
  const session = useSession();
  const isSelected = useApp((state) => state.data.selected === value);
  const id = useId();
  return (
    <label className="card">
      <input
        type="radio"
        name="dataset"
        checked={isSelected}
        disabled={isDisabled}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-about`}
        onChange={() => void session.data.choose(value)}
      />
      <span className="card-body">
        <span className="card-name" id={`${id}-name`}>
          {name}
        </span>
        <span className="card-about" id={`${id}-about`}>
          <span className="card-facts">{facts}</span> <span className="card-text">{description}</span>
        </span>
      </span>
    </label>
  );
}

function About({ sample }: { sample: SampleDataset }) {
  const [isOpen, setOpen] = useState(false);
  const facts = [
    { name: t.data.source, value: sample.source },
    { name: t.data.citation, value: sample.citation },
    { name: t.data.licence, value: sample.licence },
  ];
  return (
    <Fold title={t.data.about} isOpen={isOpen} onToggle={setOpen}>
      <Facts shape="list" facts={facts} />
    </Fold>
  );
}

/** The samples and the person's own file, one of which is used. */
export function DatasetChoice({ isDisabled }: { isDisabled: boolean }) {
  const label = useId();
  const { samples, samplesProblem, selected, open } = useApp((state) => state.data);
  const sample = samples.find(({ id }) => id === selected);
  return (
    <>
      <div className="cards" role="radiogroup" aria-labelledby={label}>
        <span className="field-label" id={label}>
          {t.data.dataset}
        </span>
        {samples.length === 0 && !samplesProblem && <p className="card-room">{t.data.loadingSamples}</p>}
        {samples.map(({ id, name, description, rows, bytes }) => (
          <Card
            key={id}
            value={id}
            name={name}
            description={description}
            facts={t.data.facts(rows, bytes)}
            isDisabled={isDisabled}
          />
        ))}
        {open && (
          <Card
            isDisabled={isDisabled}
            value={ownFile}
            name={t.data.own(open.file.name)}
            description={t.data.ownDescription(open.preview.rowCount)}
            facts={t.data.file(
              t.data.formats[open.preview.format],
              open.preview.rowCount,
              open.preview.encoding,
            )}
          />
        )}
      </div>
      {sample && <About sample={sample} key={sample.id} />}
    </>
  );
}
