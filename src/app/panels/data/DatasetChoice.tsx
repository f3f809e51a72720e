import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';

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
}

function Card({ value, name, description, facts }: CardProps) {
  return (
    <Radio value={value} className="card">
      <span className="card-mark" aria-hidden="true" />
      <span className="card-body">
        <span className="card-name">{name}</span>
        <span className="card-facts">{facts}</span>
        <span className="card-text">{description}</span>
      </span>
    </Radio>
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
  const session = useSession();
  const { samples, samplesProblem, selected, open } = useApp((state) => state.data);
  const sample = samples.find(({ id }) => id === selected);
  return (
    <>
      <RadioGroup
        className="cards"
        value={selected}
        isDisabled={isDisabled}
        onChange={(id) => void session.data.choose(id)}
      >
        <Label className="field-label">{t.data.dataset}</Label>
        {samples.length === 0 && !samplesProblem && <p className="card-room">{t.data.loadingSamples}</p>}
        {samples.map(({ id, name, description, rows, bytes }) => (
          <Card key={id} value={id} name={name} description={description} facts={t.data.facts(rows, bytes)} />
        ))}
        {open && (
          <Card
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
      </RadioGroup>
      {sample && <About sample={sample} key={sample.id} />}
    </>
  );
}
