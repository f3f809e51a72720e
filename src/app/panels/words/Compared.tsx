import type { WordReport } from '../../../workers/protocol.ts';
import * as format from '../../i18n/format.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { wordsWords } from '../../i18n/words.ts';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { useWords } from '../../state/words/actions.ts';
import { Scroller } from '../../ui/Scroller.tsx';
import { comparedNumbers } from './saved.ts';

const words = wordsWords.compare;

/** Words with what the network makes of them and what counting makes; the greatest disagreement first. */
export function Compared({ report }: { report: WordReport }) {
  const actions = useWords();
  const { compared, reviews, classes, agreement } = report;
  const numbers = ['attribution', 'weight', 'difference'] as const;
  if (compared.length === 0) return <p role="status">{words.none}</p>;
  return (
    <>
      <p role="status">
        {words.first(compared[0])} {words.agreement(agreement)} {words.looked(reviews.looked, reviews.all)}{' '}
        {words.towards(classes)}
      </p>
      <Scroller label={words.scroll} className="words-table">
        <table>
          <caption className="visually-hidden">{words.table}</caption>
          <thead>
            <tr>
              <th scope="col">{words.columns.word}</th>
              {(['count', ...numbers] as const).map((column) => (
                <th key={column} scope="col" className="number">
                  {words.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {compared.map((one) => (
              <tr key={one.word}>
                <th scope="row">
                  <button
                    type="button"
                    className="words-link"
                    dir="auto"
                    onClick={() => actions.near(one.word)}
                  >
                    {one.word}
                  </button>
                </th>
                <td className="number">{format.count(one.count)}</td>
                {numbers.map((column) => (
                  <td key={column} className="number">
                    {words.value(one[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <p className="help">{words.differenceHelp}</p>
      <SavePicture
        what={pictureWords.compared}
        fileName="network-and-counting"
        numbers={() => comparedNumbers(report)}
      />
    </>
  );
}
