import type { TermName } from '../../../contract/messages/en/glossary.ts';
import { curveWords } from '../../i18n/curves.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { useApp } from '../../state/react.ts';
import { Scroller } from '../../ui/Scroller.tsx';
import { Term } from '../../ui/Term.tsx';

const words = curveWords;

/** In the order of a row's cells, each with the term that says what it means. */
const columns: readonly (readonly [keyof typeof words.columns, TermName?])[] = [
  ['epoch', 'epoch'],
  ['loss', 'loss'],
  ['accuracy', 'accuracy'],
  ['validationLoss', 'validation'],
  ['validationAccuracy', 'validation'],
  ['learningRate'],
  ['seconds'],
];

/** The curves' numbers, one row an epoch. Its height is fixed, so that new rows move nothing. */
export function EpochTable() {
  const epochs = useApp((state) => state.run.epochs);
  const restored = useApp((state) => state.run.end?.restoredEpoch ?? null);
  return (
    <Scroller label={words.scroll} className="epochs" length={epochs.length}>
      <table>
        <caption>{t.training.epochs}</caption>
        <thead>
          <tr>
            {columns.map(([name, term]) => (
              <th key={name} scope="col" className="number">
                {term ? <Term name={term}>{words.columns[name]}</Term> : words.columns[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {epochs.length === 0 && (
            <tr className="empty-row">
              <td colSpan={columns.length}>{words.noEpochs}</td>
            </tr>
          )}
          {epochs.map((row) => (
            <tr key={row.epoch} className={row.epoch === restored ? 'restored' : undefined}>
              <th scope="row" className="number">
                {row.epoch === restored && (
                  <span className="tag" title={words.restoredTitle}>
                    {words.restored}
                  </span>
                )}
                {row.epoch}
              </th>
              <td className="number">{format.loss(row.loss)}</td>
              <td className="number">{format.percent(row.accuracy)}</td>
              <td className="number">{format.loss(row.validationLoss)}</td>
              <td className="number">{format.percent(row.validationAccuracy)}</td>
              <td className="number">{format.figure(row.learningRate)}</td>
              <td className="number">{row.seconds.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
