import { useState } from 'react';

import type { EpochInside, EpochReading } from '../../../workers/protocol.ts';
import { flowWords } from '../../i18n/flow.ts';
import { percent } from '../../i18n/format.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { useClassNames } from '../../state/react.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { readingsNumbers, readingsPicture } from './saved.ts';

const words = flowWords.reading;

/** One epoch's verdict after each word, as bars from the middle. */
function Small({ reading, shown, name }: { reading: EpochReading; shown: number; name: string }) {
  return (
    <figure className="reading-small">
      <div className="reading-bars" aria-hidden="true">
        {reading.running.map((probabilities, word) => (
          <span
            // Words may come twice: their places tell them apart.
            key={`${word} ${reading.tokens[word]}`}
            title={reading.tokens[word]}
            style={{ '--probability': probabilities[shown] }}
          />
        ))}
      </div>
      <figcaption>{name}</figcaption>
    </figure>
  );
}

/** How the text in *Try it* was read after each epoch, side by side. */
export function Readings({ epochs }: { epochs: readonly EpochInside[] }) {
  const [isOpen, setOpen] = useState(false);
  const classNames = useClassNames();
  const readings = epochs.flatMap(({ epoch, reading }) => (reading ? [{ epoch, ...reading }] : []));
  const last = readings.at(-1);
  const end = last?.running.at(-1);
  if (!last || !end) return <p className="quiet-line">{words.none}</p>;
  const shown = end.length === 2 ? 1 : end.indexOf(Math.max(...end));
  const className = classNames[shown] ?? '';
  const picture = {
    ...{ title: words.title(last.text), readings, shown },
    nameOf: ({ epoch, running }: (typeof readings)[number]) =>
      words.name(epoch, running.at(-1)?.[shown] ?? 0, className),
  };
  return (
    <section className="readings" aria-label={picture.title}>
      <h4>{picture.title}</h4>
      <p className="help">{words.meaning(className)}</p>
      <div className="readings-all">
        {readings.map((reading) => (
          <Small key={reading.epoch} reading={reading} shown={shown} name={picture.nameOf(reading)} />
        ))}
      </div>
      <SavePicture
        what={pictureWords.readings}
        fileName="verdicts"
        picture={(palette) => readingsPicture(picture, palette)}
        numbers={() => readingsNumbers(picture)}
      />
      <Disclosure title={words.table} isOpen={isOpen} onToggle={setOpen}>
        <Scroller label={words.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.epoch}</th>
                {last.tokens.map((token, word) => (
                  <th key={`${word} ${token}`} scope="col">
                    {token}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {readings.map(({ epoch, running, tokens }) => (
                <tr key={epoch}>
                  <th scope="row">{epoch}</th>
                  {running.map((probabilities, word) => (
                    <td key={`${word} ${tokens[word]}`}>{percent(probabilities[shown])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      </Disclosure>
    </section>
  );
}
