import type { WordReport } from '../../../workers/protocol.ts';
import * as format from '../../i18n/format.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { wordsWords } from '../../i18n/words.ts';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { useWords } from '../../state/words/actions.ts';
import { NumberTable } from '../../ui/NumberTable.tsx';
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
      <Scroller label={words.scroll} className="number-scroller">
        <NumberTable
          caption={words.table}
          isCaptionHidden
          columns={(['word', 'count', ...numbers] as const).map((column) => words.columns[column])}
          rows={compared.map((one) => [
            <button
              key={one.word}
              type="button"
              className="words-link"
              dir="auto"
              onClick={() => actions.near(one.word)}
            >
              {one.word}
            </button>,
            format.count(one.count),
            ...numbers.map((column) => words.value(one[column])),
          ])}
        />
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
