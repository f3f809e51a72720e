import { useId, useRef, useState } from 'react';

import type { SampleDataset } from '../../../workers/protocol.ts';
import { dataWords } from '../../i18n/data.ts';
import { useApp, useController } from '../../state/react.ts';
import { savedValue, ownFile } from '../../state/store.ts';
import { DescriptionList } from '../../ui/DescriptionList.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { DeleteSaved } from './DeleteSaved.tsx';

interface CardProps {
  value: string;
  name: string;
  description: string;
  facts: string;
  isDisabled: boolean;
}

function Card({ value, name, description, facts, isDisabled }: CardProps) {
  const controller = useController();
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
        onChange={() => void controller.data.choose(value)}
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
    { name: dataWords.source, value: sample.source },
    { name: dataWords.citation, value: sample.citation },
    { name: dataWords.licence, value: sample.licence },
  ];
  return (
    <Disclosure title={dataWords.about} isOpen={isOpen} onToggle={setOpen}>
      <DescriptionList shape="list" items={facts} />
    </Disclosure>
  );
}

/** The user's own data: what is open, and what else is saved on this device. */
function OwnCards({ isDisabled, onGone }: { isDisabled: boolean; onGone: () => void }) {
  const open = useApp((state) => state.data.open);
  const entries = useApp((state) => state.savedData.entries);
  const words = dataWords.saved;
  return (
    <>
      {open && (
        <div className="card-own">
          <Card
            isDisabled={isDisabled}
            value={ownFile}
            name={open.preview.fileName}
            description={
              open.savedId
                ? words.description(open.preview.rowCount)
                : dataWords.ownDescription(open.preview.rowCount)
            }
            facts={
              open.savedId
                ? words.facts(open.preview.format, open.files.length, open.bytes)
                : dataWords.file(open.preview.format, open.preview.rowCount, open.preview.fileCount)
            }
          />
          {open.savedId && <DeleteSaved id={open.savedId} name={open.preview.fileName} onGone={onGone} />}
        </div>
      )}
      {entries
        .filter(({ id }) => id !== open?.savedId)
        .map(({ id, name, bytes, fileCount, format, rows }) => (
          <div className="card-own" key={id}>
            <Card
              isDisabled={isDisabled}
              value={savedValue(id)}
              name={name}
              description={words.description(rows)}
              facts={words.facts(format, fileCount, bytes)}
            />
            <DeleteSaved id={id} name={name} onGone={onGone} />
          </div>
        ))}
    </>
  );
}

function SavedTotal() {
  const { entries, unreadable } = useApp((state) => state.savedData);
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  return (
    <>
      {entries.length > 0 && <p className="help">{dataWords.saved.total(entries.length, bytes)}</p>}
      {unreadable > 0 && <Notice kind="warning">{dataWords.saved.unreadable(unreadable)}</Notice>}
    </>
  );
}

/** The samples and the user's own data, one of which is used. */
export function DatasetChoice({ isDisabled }: { isDisabled: boolean }) {
  const label = useId();
  const cards = useRef<HTMLDivElement>(null);
  const { samples, samplesProblem, selected } = useApp((state) => state.data);
  const sample = samples.find(({ id }) => id === selected);
  return (
    <>
      <div className="cards" role="radiogroup" aria-labelledby={label} ref={cards} tabIndex={-1}>
        <span className="field-label" id={label}>
          {dataWords.dataset}
        </span>
        {samples.length === 0 && !samplesProblem && <p className="card-room">{dataWords.loadingSamples}</p>}
        {samples.map(({ id, name, description, rows, bytes, state }) => (
          <Card
            key={id}
            value={id}
            name={name}
            description={description}
            facts={state ? dataWords.notReady[state] : dataWords.facts(rows, bytes)}
            isDisabled={isDisabled || state !== undefined}
          />
        ))}
        <OwnCards isDisabled={isDisabled} onGone={() => cards.current?.focus()} />
      </div>
      <SavedTotal />
      {sample && <About sample={sample} key={sample.id} />}
    </>
  );
}
