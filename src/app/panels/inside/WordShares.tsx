import { useState } from 'react';

import {
  attributionMethods,
  type Attributed,
  type AttributionMethod,
  type Inside,
  type Phrases,
} from '../../../workers/protocol.ts';
import * as format from '../../i18n/format.ts';
import { sharesWords as words } from '../../i18n/shares.ts';
import { AttributionScale } from '../../shared/AttributionScale.tsx';
import { attributionMark } from '../../shared/attribution-mark.ts';
import { useInsight } from '../../state/insight/actions.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Select } from '../../ui/Select.tsx';
import { ShareTable } from './ShareTable.tsx';

/** Phrases that are shown. */
const mostPhrases = 4;
/** A smaller surplus is written as 0.00. */
const leastSurplus = 0.005;

/** What the words are coloured by. */
type ColouredBy = AttributionMethod | 'pooling';

export interface WordSharesProps {
  inside: Inside;
  /** Null until it is there. */
  attributed: Attributed | null;
  phrases: Phrases | null;
  /** Of the class that words speak for or against. */
  name: string;
  by: ColouredBy;
  /** Words are coloured by what the pooled states add, or by attribution. */
  onExact: (isExact: boolean) => void;
}

/** Relevance propagation is for LSTMs. */
function methodsFor({ layers }: Inside) {
  const isLstm = layers.every(({ cell }) => cell === 'lstm');
  return attributionMethods.filter((method) => method !== 'lrp' || isLstm);
}

/** What neighbouring words add beyond each alone, the most first. */
function PhraseList({ found, name }: { found: Phrases; name: string }) {
  const phrases = found.phrases
    .slice(0, mostPhrases)
    .filter(({ surplus }) => Math.abs(surplus) >= leastSurplus);
  const most = Math.abs(phrases[0]?.surplus ?? 0);
  if (phrases.length === 0) return <p className="help">{words.noPhrases}</p>;
  return (
    <>
      <p>{words.phrases(name)}:</p>
      <ul className="phrase-list">
        {phrases.map(({ words: pair, start, surplus }) => {
          const { className, style } = attributionMark(surplus, most);
          return (
            <li key={start} className={`token ${className}`} style={style}>
              <span dir="auto">{words.phrase(pair)}</span> {format.signed(surplus)}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** What each word adds to the answer: by what it is coloured, what phrases add beyond their words, and all as numbers. */
export function WordShares({ inside, attributed, phrases, name, by, onExact }: WordSharesProps) {
  const insight = useInsight();
  const [isOpen, setOpen] = useState(false);
  const methods = methodsFor(inside);
  const choices: ColouredBy[] = [...methods, 'pooling'];
  const choose = (value: string) => {
    onExact(value === 'pooling');
    const method = methods.find((one) => one === value);
    if (method) insight.attributeBy(method);
  };
  return (
    <section className="stack">
      <h3>{words.title}</h3>
      <div className="microscope-choices">
        <Select
          label={words.by}
          value={by}
          options={choices.map((value) => ({ value, label: words.choices[value] }))}
          onChange={choose}
        />
      </div>
      <AttributionScale name={name} />
      <p className="help">{sentence(inside, attributed, by)}</p>
      {phrases && <PhraseList found={phrases} name={name} />}
      <Disclosure title={words.numbers} isOpen={isOpen} onToggle={setOpen}>
        <ShareTable {...{ inside, attributed, phrases }} />
      </Disclosure>
    </section>
  );
}

function sentence({ logit, bias }: Inside, attributed: Attributed | null, by: ColouredBy): string {
  if (by === 'pooling') return words.exact(logit, bias, logit - bias);
  if (!attributed) return words.waiting;
  return words.help[attributed.method](
    attributed.logit,
    attributed.baselineLogit,
    attributed.completenessError,
  );
}
