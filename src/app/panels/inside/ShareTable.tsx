import * as format from '../../i18n/format.ts';
import { sharesWords as words } from '../../i18n/shares.ts';
import { NumberTable } from '../../ui/NumberTable.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { shareColumns, type Shares } from './share-columns.ts';

export function ShareTable(shares: Shares) {
  const found = shareColumns(shares);
  return (
    <Scroller label={words.scroll} className="number-scroller">
      <NumberTable
        caption={words.numbers}
        isCaptionHidden
        columns={[words.columns.word, ...found.map(({ name }) => name)]}
        rows={shares.inside.tokens.map(({ token }, t) => [
          token,
          ...found.map(({ values, isCount }) => shown(values[t], isCount)),
        ])}
      />
    </Scroller>
  );
}

function shown(value: number | null, isCount = false): string {
  if (value === null) return '';
  return isCount ? format.count(value) : format.signed(value);
}
